// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.yaml;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.NameGuess;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.source.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a file as UTF-8 text, with or without a byte order mark; what is no text is a problem. */
public final class SourceReader {

  /** Ten thousand lines take about half a megabyte. */
  static final int MOST_BYTES = 4 << 20;

  private static final int MOST_NEIGHBOURS = 2000;
  private static final int MOST_SHOWN = 5;

  private SourceReader() {}

  /** The text of a file, under the name that reports show, or empty when it was reported. */
  public static Optional<SourceFile> read(Path path, String name, Problems problems) {
    Span nowhere = SourceFile.of(name, "").whole();
    if (Files.isDirectory(path)) {
      Problems.Report report = problems.report(Code.FILE_IS_FOLDER, nowhere, name);
      List<String> inside = configsBelow(path);
      if (!inside.isEmpty()) {
        report.hint(
            "name one of its files: "
                + String.join(", ", inside.subList(0, Math.min(MOST_SHOWN, inside.size())))
                + (inside.size() > MOST_SHOWN ? ", …" : ""));
      }
      return Optional.empty();
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    } catch (NoSuchFileException missing) {
      reportMissing(path, name, nowhere, problems);
      return Optional.empty();
    } catch (IOException failure) {
      problems.report(Code.FILE_UNREADABLE, nowhere, name, reason(failure));
      return Optional.empty();
    }
    if (bytes.length > MOST_BYTES) {
      problems.report(Code.FILE_TOO_LARGE, nowhere, name, MOST_BYTES);
      return Optional.empty();
    }
    return decode(bytes, name, problems);
  }

  private static Optional<SourceFile> decode(byte[] bytes, String name, Problems problems) {
    int start = startsWithMark(bytes) ? 3 : 0;
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
    CharBuffer out = CharBuffer.allocate(bytes.length - start + 1);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (!result.isError()) {
      return Optional.of(SourceFile.of(name, text));
    }
    SourceFile readable = SourceFile.of(name, text);
    int offset = in.position();
    Span place = new Span(readable, text.length(), text.length());
    problems
        .report(
            Code.FILE_NOT_TEXT,
            place,
            name,
            String.format(
                "byte 0x%02X at offset %d is part of no character", bytes[offset], offset))
        .hint("save the file with the encoding UTF-8");
    return Optional.empty();
  }

  private static boolean startsWithMark(byte[] bytes) {
    return bytes.length >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF;
  }

  private static void reportMissing(Path path, String name, Span nowhere, Problems problems) {
    Problems.Report report = problems.report(Code.FILE_NOT_FOUND, nowhere, name);
    Path folder = path.toAbsolutePath().normalize().getParent();
    if (folder == null) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      report.hint("the folder `" + folder + "` does not exist");
      return;
    }
    Path fileName = path.getFileName();
    String sought = fileName == null ? "" : fileName.toString();
    Optional<String> near = NameGuess.among(configsIn(folder), sought);
    near.ifPresent(neighbour -> {
      Path parent = path.getParent();
      String suggestion = parent == null ? neighbour : parent.resolve(neighbour).toString();
      report.suggest(Optional.of(suggestion));
    });
  }

  /** The files of a folder and of the folders in it; what others are merged over is no config. */
  private static List<String> configsBelow(Path folder) {
    try (Stream<Path> files = Files.find(folder, 2, (file, it) -> it.isRegularFile())) {
      return files
          .limit(MOST_NEIGHBOURS)
          .map(file -> folder.relativize(file).toString())
          .filter(name -> name.endsWith(".yaml") || name.endsWith(".yml"))
          .filter(name -> !name.endsWith("defaults.yaml"))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException unreadable) {
      return List.of(); // the suggestion is a courtesy; the problem itself is reported anyway
    }
  }

  private static List<String> configsIn(Path folder) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{yaml,yml}")) {
      for (Path file : files) {
        Path fileName = file.getFileName();
        if (fileName != null && names.size() < MOST_NEIGHBOURS) {
          names.add(fileName.toString());
        }
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      return List.of(); // the suggestion is a courtesy; the problem itself is reported anyway
    }
    names.sort(null);
    return names;
  }

  private static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
