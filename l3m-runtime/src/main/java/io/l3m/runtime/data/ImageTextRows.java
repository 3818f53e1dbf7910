// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.row.PqStruct;
import dev.hardwood.schema.ColumnProjection;
import dev.hardwood.schema.FileSchema;
import dev.hardwood.schema.SchemaNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Pictures with texts, and classes if asked for, from Parquet files: a picture is a column of bytes
 * or the struct {@code {bytes, path}} that Hugging Face's {@code datasets} writes. The files are
 * read once, in order of their names, and their bytes kept in a {@link ByteStore}.
 */
final class ImageTextRows {

  /** The columns to read; a data set without classes names no label. */
  record Columns(String image, String text, Optional<String> label) {}

  /** Where the rows of a file begin. */
  private record Part(Path file, int first) {}

  private static final byte[] MISSING = new byte[0];

  private final Columns columns;
  private final List<Part> parts = new ArrayList<>();
  private final ByteStore images = new ByteStore(Allowance.OF_HEAP);
  private final ByteStore texts = new ByteStore(Allowance.OF_HEAP);
  private long[] labels = new long[0];
  private boolean[] untold = new boolean[0];

  private ImageTextRows(Columns columns) {
    this.columns = columns;
  }

  /**
   * Reads the files.
   *
   * @throws DataException if a file cannot be read, has not the columns, or there are no rows at
   *     all; the message names file and row
   */
  static ImageTextRows read(List<Path> files, Columns columns) {
    ImageTextRows rows = new ImageTextRows(columns);
    for (Path file : files) {
      rows.add(file);
    }
    if (rows.size() == 0) {
      throw new DataException(
          "The file `%s` has no rows".formatted(files.isEmpty() ? "" : files.get(0)));
    }
    return rows;
  }

  int size() {
    return images.size();
  }

  /** The bytes of all pictures together, as they lie in the files. */
  long bytes() {
    return images.bytes();
  }

  /**
   * The picture of a row, as it lies in the file.
   *
   * @throws IOException if the row has none
   */
  byte[] image(int row) throws IOException {
    byte[] image = images.get(row);
    if (image.length == 0) {
      throw new IOException(
          "%s has no picture in the column `%s`".formatted(describe(row), columns.image()));
    }
    return image;
  }

  /**
   * The text of a row.
   *
   * @throws IOException if the row has none
   */
  String text(int row) throws IOException {
    if (untold[row]) {
      throw new IOException(
          "%s has no text in the column `%s`".formatted(describe(row), columns.text()));
    }
    return new String(texts.get(row), StandardCharsets.UTF_8);
  }

  /** The class of a row. */
  long label(int row) {
    return labels[row];
  }

  String describe(int row) {
    int part = parts.size() - 1;
    while (parts.get(part).first() > row) {
      part--;
    }
    return "row %d of `%s`".formatted(row - parts.get(part).first(), parts.get(part).file());
  }

  private void add(Path file) {
    parts.add(new Part(file, size()));
    try (ParquetFileReader parquet = ParquetFileReader.open(InputFile.of(file))) {
      FileSchema schema = parquet.getFileSchema();
      require(file, schema, columns.image());
      require(file, schema, columns.text());
      columns.label().ifPresent(label -> require(file, schema, label));
      boolean struct = schema.getField(columns.image()) instanceof SchemaNode.GroupNode;
      try (RowReader rows =
          parquet
              .buildRowReader()
              .projection(ColumnProjection.columns(projection(struct)))
              .build()) {
        while (rows.hasNext()) {
          rows.next();
          add(rows, struct);
        }
      }
    } catch (IOException | RuntimeException | LinkageError e) {
      if (e instanceof DataException known) {
        throw known;
      }
      throw new DataException(
          "Cannot read row %d of `%s`: %s"
              .formatted(size() - parts.getLast().first(), file, e.getMessage()),
          e);
    }
  }

  private String[] projection(boolean struct) {
    List<String> wanted = new ArrayList<>();
    wanted.add(struct ? columns.image() + ".bytes" : columns.image());
    wanted.add(columns.text());
    columns.label().ifPresent(wanted::add);
    return wanted.toArray(String[]::new);
  }

  private static void require(Path file, FileSchema schema, String column) {
    List<String> present =
        schema.getColumns().stream()
            .map(found -> found.fieldPath().toString().replaceFirst("\\..*", ""))
            .distinct()
            .toList();
    if (!present.contains(column)) {
      throw new DataException(
          "The file `%s` has no column `%s`; it has `%s`"
              .formatted(file, column, String.join("`, `", present)));
    }
  }

  private void add(RowReader row, boolean struct) throws IOException {
    int index = size();
    if (index == untold.length) {
      labels = Arrays.copyOf(labels, Math.max(1024, 2 * index));
      untold = Arrays.copyOf(untold, labels.length);
    }
    untold[index] = row.isNull(columns.text());
    texts.add(
        untold[index] ? MISSING : row.getString(columns.text()).getBytes(StandardCharsets.UTF_8));
    if (columns.label().isPresent()) {
      labels[index] = label(row, columns.label().get());
    }
    images.add(picture(row, struct));
  }

  private long label(RowReader row, String column) throws IOException {
    if (row.isNull(column)) {
      throw new IOException("it has no class in the column `" + column + "`");
    }
    if (row.getValue(column) instanceof Number number) {
      return number.longValue();
    }
    throw new IOException("the column `" + column + "` does not hold the numbers of classes");
  }

  private byte[] picture(RowReader row, boolean struct) {
    if (row.isNull(columns.image())) {
      return MISSING;
    }
    if (!struct) {
      return row.getBinary(columns.image());
    }
    PqStruct image = row.getStruct(columns.image());
    return image.isNull("bytes") ? MISSING : image.getBinary("bytes");
  }
}
