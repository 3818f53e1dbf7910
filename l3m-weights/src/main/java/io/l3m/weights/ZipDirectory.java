// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the records of a zip archive are in its file, which no library of Java tells. Records are
 * stored as they are: a compressed or encrypted one is refused, so nothing can grow by reading.
 */
final class ZipDirectory {

  private static final int END = 0x06054b50;
  private static final int END_64_PLACE = 0x07064b50;
  private static final int END_64 = 0x06064b50;
  private static final int RECORD = 0x02014b50;
  private static final int RECORD_DATA = 0x04034b50;
  private static final int END_BYTES = 22;
  private static final int END_64_PLACE_BYTES = 20;
  private static final int END_64_BYTES = 56;
  private static final int RECORD_BYTES = 46;
  private static final int RECORD_DATA_BYTES = 30;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final long LARGEST_DIRECTORY = 32L << 20;
  private static final long FULL = 0xffffffffL;

  /** The bytes of a record in the file. */
  record Entry(long position, long length) {}

  /** Where the directory is. */
  private record Place(long position, long length) {}

  private final Path path;
  private final FileChannel channel;
  private final long size;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private ZipDirectory(Path path, FileChannel channel, long size) {
    this.path = path;
    this.channel = channel;
    this.size = size;
  }

  static ZipDirectory read(Path path, FileChannel channel) throws IOException {
    ZipDirectory directory = new ZipDirectory(path, channel, channel.size());
    directory.readEntries(directory.place());
    return directory;
  }

  Path path() {
    return path;
  }

  List<String> names() {
    return List.copyOf(entries.keySet());
  }

  Optional<Entry> find(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  private Place place() throws IOException {
    long start = Math.max(0, size - END_BYTES - LONGEST_COMMENT);
    ByteBuffer tail = bytes(start, size - start);
    for (int at = tail.limit() - END_BYTES; at >= 0; at--) {
      if (tail.getInt(at) == END
          && at + END_BYTES + (tail.getShort(at + 20) & 0xffff) == tail.limit()) {
        long length = tail.getInt(at + 12) & FULL;
        long position = tail.getInt(at + 16) & FULL;
        Place place =
            position == FULL || length == FULL || (tail.getShort(at + 10) & 0xffff) == 0xffff
                ? place64(start + at)
                : new Place(position, length);
        if (place.position() < 0
            || place.length() < 0
            || place.position() > size
            || place.length() > size - place.position()) {
          throw damaged("its table of contents is outside of the file");
        }
        return place;
      }
    }
    throw damaged("it is cut off: the table of contents at its end is missing");
  }

  private Place place64(long end) throws IOException {
    if (end >= END_64_PLACE_BYTES) {
      ByteBuffer place = bytes(end - END_64_PLACE_BYTES, END_64_PLACE_BYTES);
      long at = place.getLong(8);
      if (place.getInt(0) == END_64_PLACE && at >= 0 && at <= size - END_64_BYTES) {
        ByteBuffer record = bytes(at, END_64_BYTES);
        if (record.getInt(0) == END_64) {
          return new Place(record.getLong(48), record.getLong(40));
        }
      }
    }
    throw damaged("its table of contents is damaged");
  }

  private void readEntries(Place place) throws IOException {
    if (place.length() > LARGEST_DIRECTORY) {
      throw damaged("its table of contents has " + place.length() + " bytes");
    }
    ByteBuffer directory = bytes(place.position(), place.length());
    while (directory.remaining() >= RECORD_BYTES) {
      int at = directory.position();
      if (directory.getInt(at) != RECORD) {
        throw damaged("its table of contents is damaged");
      }
      int nameLength = directory.getShort(at + 28) & 0xffff;
      int extraLength = directory.getShort(at + 30) & 0xffff;
      int commentLength = directory.getShort(at + 32) & 0xffff;
      int next = at + RECORD_BYTES + nameLength + extraLength + commentLength;
      if (next > directory.limit()) {
        throw damaged("its table of contents is damaged");
      }
      byte[] name = new byte[nameLength];
      directory.get(at + RECORD_BYTES, name);
      ByteBuffer extra =
          directory
              .slice(at + RECORD_BYTES + nameLength, extraLength)
              .order(ByteOrder.LITTLE_ENDIAN);
      add(new String(name, StandardCharsets.UTF_8), directory, at, extra);
      directory.position(next);
    }
  }

  private void add(String name, ByteBuffer directory, int at, ByteBuffer extra) throws IOException {
    if (name.startsWith("/") || name.contains("\\") || List.of(name.split("/")).contains("..")) {
      throw damaged("the record `%s` has a path that leads out of the archive".formatted(name));
    }
    if ((directory.getShort(at + 8) & 1) != 0) {
      throw damaged("the record `%s` is encrypted".formatted(name));
    }
    long packed = directory.getInt(at + 20) & FULL;
    long length = directory.getInt(at + 24) & FULL;
    long header = directory.getInt(at + 42) & FULL;
    if (packed == FULL || length == FULL || header == FULL) {
      long[] wide = wide(name, extra, length == FULL, packed == FULL, header == FULL);
      length = length == FULL ? wide[0] : length;
      packed = packed == FULL ? wide[1] : packed;
      header = header == FULL ? wide[2] : header;
    }
    if (directory.getShort(at + 10) != 0 || packed != length) {
      throw damaged(
          "the record `%s` is compressed, which PyTorch never does; save it again with `torch.save`"
              .formatted(name));
    }
    if (entries.put(name, located(name, header, length)) != null) {
      throw damaged("the record `%s` occurs twice".formatted(name));
    }
  }

  /** Length, packed length and place in 64 bits, those of them that do not fit into 32. */
  private long[] wide(String name, ByteBuffer extra, boolean... present) throws IOException {
    int at = 0;
    while (at + 4 <= extra.limit()) {
      int bytes = extra.getShort(at + 2) & 0xffff;
      if (extra.getShort(at) == 1) {
        long[] values = new long[present.length];
        int from = at + 4;
        for (int i = 0; i < values.length; i++) {
          if (present[i]) {
            if (from + Long.BYTES > Math.min(at + 4 + bytes, extra.limit())) {
              throw damaged("the record `%s` has no length".formatted(name));
            }
            values[i] = extra.getLong(from);
            from += Long.BYTES;
          }
        }
        return values;
      }
      at += 4 + bytes;
    }
    throw damaged("the record `%s` has no length".formatted(name));
  }

  private Entry located(String name, long header, long length) throws IOException {
    if (header < 0 || header > size - RECORD_DATA_BYTES) {
      throw damaged("the record `%s` is outside of the file".formatted(name));
    }
    ByteBuffer data = bytes(header, RECORD_DATA_BYTES);
    if (data.getInt(0) != RECORD_DATA) {
      throw damaged("the record `%s` is not where the table of contents says".formatted(name));
    }
    long position =
        header + RECORD_DATA_BYTES + (data.getShort(26) & 0xffff) + (data.getShort(28) & 0xffff);
    if (length < 0 || position > size || length > size - position) {
      throw damaged("the record `%s` is outside of the file".formatted(name));
    }
    return new Entry(position, length);
  }

  private ByteBuffer bytes(long position, long length) throws IOException {
    return FileBytes.read(path, channel, position, Math.toIntExact(length));
  }

  /** The bytes of a record that is known to fit into memory. */
  byte[] content(Entry entry) throws IOException {
    return FileBytes.array(path, channel, entry.position(), Math.toIntExact(entry.length()));
  }

  private WeightsFormatException damaged(String problem) {
    return WeightsFormatException.of(path, problem);
  }
}
