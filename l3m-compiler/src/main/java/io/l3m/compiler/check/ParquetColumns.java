// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The names of the columns in a Parquet file, from the footer: Thrift's compact protocol, of which
 * the second field of {@code FileMetaData} is the schema, its elements in depth-first order
 * (https://github.com/apache/parquet-format). Nothing of the data is read.
 *
 * <p>The library by which the runtime reads such files would do, but to open one it looks for the
 * machine's decompressors: a fifth of a second, and the JVM warns of native code.
 */
final class ParquetColumns {

  private static final int MAGIC = 0x31524150; // PAR1
  private static final int TAIL = 8;
  private static final int LARGEST_FOOTER = 64 << 20;
  private static final int MOST_COLUMNS = 10_000;

  private static final int STOP = 0;
  private static final int BYTE = 3;
  private static final int DOUBLE = 7;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int SET = 10;
  private static final int MAP = 11;
  private static final int STRUCT = 12;

  /** An element of the schema: a column, or a group of so many. */
  private record Element(String name, int children) {}

  private final ByteBuffer footer;

  private ParquetColumns(ByteBuffer footer) {
    this.footer = footer;
  }

  /** The columns of the outermost level; empty where the file is no Parquet file. */
  static Optional<List<String>> of(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      if (size < TAIL) {
        return Optional.empty();
      }
      ByteBuffer tail = read(channel, size - TAIL, TAIL);
      int length = tail.getInt();
      if (tail.getInt() != MAGIC || length < 0 || length > Math.min(LARGEST_FOOTER, size - TAIL)) {
        return Optional.empty();
      }
      return new ParquetColumns(read(channel, size - TAIL - length, length)).names();
    } catch (IOException | BufferUnderflowException | IllegalArgumentException problem) {
      return Optional.empty(); // the run says what is wrong with it
    }
  }

  private static ByteBuffer read(FileChannel channel, long position, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) >= 0) {
      // a channel may give less than is asked for
    }
    return bytes.flip();
  }

  private Optional<List<String>> names() {
    int id = 0;
    for (int header = next(); header != STOP; header = next()) {
      id = id(header, id);
      if (id == 2 && (header & 15) == LIST) {
        return Optional.of(outermost(elements()));
      }
      skip(header & 15, 0);
    }
    return Optional.empty();
  }

  private static List<String> outermost(List<Element> elements) {
    List<String> names = new ArrayList<>();
    long inside = 0;
    for (Element element : elements.subList(Math.min(1, elements.size()), elements.size())) {
      if (inside == 0) {
        names.add(element.name());
      } else {
        inside--;
      }
      inside += element.children();
    }
    return names;
  }

  private List<Element> elements() {
    int header = next();
    int size = header >>> 4 == 15 ? (int) number() : header >>> 4;
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < Math.min(size, MOST_COLUMNS); i++) {
      elements.add(element());
    }
    return elements;
  }

  private Element element() {
    String name = "";
    int children = 0;
    int id = 0;
    for (int header = next(); header != STOP; header = next()) {
      id = id(header, id);
      if (id == 4 && (header & 15) == BINARY) {
        byte[] text = new byte[length()];
        footer.get(text);
        name = new String(text, StandardCharsets.UTF_8);
      } else if (id == 5) {
        long zigzag = number();
        children = (int) (zigzag >>> 1 ^ -(zigzag & 1));
      } else {
        skip(header & 15, 0);
      }
    }
    return new Element(name, Math.max(children, 0));
  }

  private int next() {
    return footer.get() & 0xFF;
  }

  /** The number of a field: so much more than that of the field before, or given as a whole. */
  private int id(int header, int before) {
    int more = header >>> 4;
    if (more > 0) {
      return before + more;
    }
    long zigzag = number();
    return (int) (zigzag >>> 1 ^ -(zigzag & 1));
  }

  private long number() {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int part = next();
      number |= (part & 0x7FL) << shift;
      if (part < 0x80) {
        return number;
      }
    }
    throw new IllegalArgumentException("a number of more than 64 bits");
  }

  private int length() {
    long length = number();
    if (length < 0 || length > footer.remaining()) {
      throw new BufferUnderflowException();
    }
    return (int) length;
  }

  private void skip(int type, int depth) {
    if (depth > 32) {
      throw new IllegalArgumentException("nested too deeply");
    }
    switch (type) {
      case 1, 2 -> {} // true and false are their own type
      case BYTE -> forward(1);
      case 4, 5, 6 -> {
        long unused = number();
      }
      case DOUBLE -> forward(Double.BYTES);
      case BINARY -> forward(length());
      case LIST, SET -> {
        int header = next();
        long size = header >>> 4 == 15 ? number() : header >>> 4;
        for (long i = 0; i < size; i++) {
          skipItem(header & 15, depth);
        }
      }
      case MAP -> {
        long size = number();
        int types = size == 0 ? 0 : next();
        for (long i = 0; i < size; i++) {
          skipItem(types >>> 4, depth);
          skipItem(types & 15, depth);
        }
      }
      case STRUCT -> {
        int id = 0;
        for (int header = next(); header != STOP; header = next()) {
          id = id(header, id);
          skip(header & 15, depth + 1);
        }
      }
      default -> throw new IllegalArgumentException("no type " + type);
    }
  }

  /** In lists and maps a truth value takes a byte. */
  private void skipItem(int type, int depth) {
    skip(type == 1 || type == 2 ? BYTE : type, depth + 1);
  }

  private void forward(int bytes) {
    if (bytes > footer.remaining()) {
      throw new BufferUnderflowException();
    }
    footer.position(footer.position() + bytes);
  }
}
