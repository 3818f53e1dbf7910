// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ParquetFileReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Documents from files: a plain text file in UTF-8 is one document, each row of a Parquet file is
 * one. Files are read in the order of their names by code points.
 */
public final class TextFiles {

  /** What an array of Java holds. */
  private static final int LONGEST = Integer.MAX_VALUE - 8;

  private final List<Path> files;
  private final String column;

  private TextFiles(List<Path> files, String column) {
    this.files = files;
    this.column = column;
  }

  /**
   * Finds the files.
   *
   * @param path a file; a folder, of which the files ending in .txt and .parquet are taken; or a
   *     pattern with {@code *}, {@code **} and {@code ?}
   * @param column the column of Parquet files that holds the text
   * @throws DataException if there is no such file
   */
  public static TextFiles of(String path, String column) {
    try {
      List<Path> files = find(path);
      files.sort((a, b) -> CodePointOrder.INSTANCE.compare(a.toString(), b.toString()));
      return new TextFiles(List.copyOf(files), column);
    } catch (IOException | UncheckedIOException e) {
      throw new DataException("Cannot list `" + path + "`: " + e.getMessage(), e);
    } catch (PatternSyntaxException e) {
      throw new DataException(
          "`%s` is no pattern of files: %s".formatted(path, e.getDescription()), e);
    }
  }

  /** Given files, in the given order. */
  static TextFiles of(List<Path> files, String column) {
    return new TextFiles(List.copyOf(files), column);
  }

  private static List<Path> find(String path) throws IOException {
    if (path.matches(".*[*?\\[{].*") && Files.notExists(Path.of(path))) {
      return matching(path);
    }
    Path file = Path.of(path);
    if (Files.isRegularFile(file)) {
      return new ArrayList<>(List.of(file));
    }
    if (!Files.isDirectory(file)) {
      throw DataException.missing(
          "text", file, "put it there, or set `path` to a file, a folder or a pattern of files");
    }
    try (Stream<Path> entries = Files.list(file)) {
      List<Path> files =
          entries
              .filter(Files::isRegularFile)
              .filter(entry -> isParquet(entry) || entry.toString().endsWith(".txt"))
              .collect(Collectors.toCollection(ArrayList::new));
      if (files.isEmpty()) {
        throw new DataException("The folder `" + path + "` holds no .txt and no .parquet files");
      }
      return files;
    }
  }

  private static List<Path> matching(String pattern) throws IOException {
    Path root = Path.of(pattern.replaceFirst("[^/\\\\]*[*?\\[{].*", ""));
    Path folder = root.toString().isEmpty() ? Path.of(".") : root;
    String own = root.toString().isEmpty() ? "./" + pattern : pattern;
    PathMatcher matcher = folder.getFileSystem().getPathMatcher("glob:" + own);
    List<Path> files = List.of();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> entries = Files.walk(folder)) {
        files =
            entries
                .filter(entry -> Files.isRegularFile(entry) && matcher.matches(entry))
                .collect(Collectors.toCollection(ArrayList::new));
      }
    }
    if (files.isEmpty()) {
      throw new DataException("No file matches `" + pattern + "`");
    }
    return files;
  }

  public List<Path> files() {
    return files;
  }

  /**
   * Reads all documents in order.
   *
   * @throws DataException if a file cannot be read; the message names it
   */
  public void forEach(Consumer<String> reader) {
    for (Path file : files) {
      try {
        if (isParquet(file)) {
          readRows(file, reader);
        } else {
          reader.accept(text(file));
        }
      } catch (IOException | RuntimeException | LinkageError e) {
        if (e instanceof DataException known) {
          throw known;
        }
        throw new DataException("Cannot read the text `" + file + "`: " + e.getMessage(), e);
      }
    }
  }

  private static String text(Path file) throws IOException {
    if (Files.size(file) > LONGEST) {
      throw new DataException(
          "The text `%s` has %,d bytes; split it into files of less than 2 GiB"
              .formatted(file, Files.size(file)));
    }
    byte[] bytes = Files.readAllBytes(file);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new DataException(
          "The text `%s` is not in UTF-8 from byte %,d on; convert it first"
              .formatted(file, firstWrong(bytes)),
          e);
    }
  }

  private static int firstWrong(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer left = ByteBuffer.wrap(bytes);
    CharBuffer ignored = CharBuffer.allocate(1 << 12);
    while (decoder.decode(left, ignored, true).isOverflow()) {
      ignored.clear();
    }
    return left.position();
  }

  private void readRows(Path file, Consumer<String> reader) throws IOException {
    try (ParquetFileReader parquet = ParquetFileReader.open(InputFile.of(file))) {
      List<String> columns =
          parquet.getFileSchema().getColumns().stream().map(c -> c.fieldPath().toString()).toList();
      if (!columns.contains(column)) {
        throw new DataException(
            "The file `%s` has no column `%s`; it has `%s`"
                .formatted(file, column, String.join("`, `", columns)));
      }
      try (ColumnReader rows = parquet.columnReader(column)) {
        while (rows.nextBatch()) {
          String[] texts = rows.getStrings();
          for (int i = 0; i < rows.getRecordCount(); i++) {
            if (texts[i] != null) {
              reader.accept(texts[i]);
            }
          }
        }
      }
    }
  }

  private static boolean isParquet(Path file) {
    return file.toString().endsWith(".parquet");
  }
}
