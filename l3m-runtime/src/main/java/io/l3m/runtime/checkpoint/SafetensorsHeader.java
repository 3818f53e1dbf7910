// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What a header says, checked against the size of the file.
 *
 * @param entries by name, in the order of the header
 * @param metadata texts that the writer left
 */
record SafetensorsHeader(Map<String, Entry> entries, Map<String, String> metadata) {

  static final String METADATA = "__metadata__";

  /** Bits per element of every type that the format knows. */
  private static final Map<String, Integer> BITS =
      Map.ofEntries(
          Map.entry("BOOL", 8),
          Map.entry("F4", 4),
          Map.entry("F6_E2M3", 6),
          Map.entry("F6_E3M2", 6),
          Map.entry("U8", 8),
          Map.entry("I8", 8),
          Map.entry("F8_E5M2", 8),
          Map.entry("F8_E4M3", 8),
          Map.entry("F8_E8M0", 8),
          Map.entry("F8_E4M3FNUZ", 8),
          Map.entry("F8_E5M2FNUZ", 8),
          Map.entry("I16", 16),
          Map.entry("U16", 16),
          Map.entry("F16", 16),
          Map.entry("BF16", 16),
          Map.entry("I32", 32),
          Map.entry("U32", 32),
          Map.entry("F32", 32),
          Map.entry("C64", 64),
          Map.entry("F64", 64),
          Map.entry("I64", 64),
          Map.entry("U64", 64));

  /**
   * Where a tensor is.
   *
   * @param dtype its type by the format's name
   * @param shape its sizes
   * @param begin its first byte, counted from the end of the header
   * @param end the byte after its last
   */
  record Entry(String dtype, List<Long> shape, long begin, long end) {

    long bytes() {
      return end - begin;
    }

    private String problem(String name) {
      Integer bits = BITS.get(dtype);
      if (bits == null) {
        return "`%s` has the unknown type `%s`".formatted(name, dtype);
      }
      if (begin < 0 || end < begin) {
        return "`%s` ends before it begins".formatted(name);
      }
      try {
        long total = bits;
        for (long size : shape) {
          total = Math.multiplyExact(total, size);
        }
        if (total % 8 != 0 || total / 8 != bytes()) {
          return "`%s` of shape %s does not fill its %d bytes".formatted(name, shape, bytes());
        }
      } catch (ArithmeticException tooLarge) {
        return "the shape %s of `%s` is too large".formatted(shape, name);
      }
      return "";
    }
  }

  /** Checks every entry and that all together cover the data without gap or overlap. */
  void check(Path path, long dataBytes) throws SafetensorsFormatException {
    for (Map.Entry<String, Entry> entry : entries.entrySet()) {
      String problem = entry.getValue().problem(entry.getKey());
      if (!problem.isEmpty()) {
        throw new SafetensorsFormatException(path, problem);
      }
    }
    List<Map.Entry<String, Entry>> sorted = new ArrayList<>(entries.entrySet());
    sorted.sort(
        Comparator.<Map.Entry<String, Entry>>comparingLong(e -> e.getValue().begin())
            .thenComparingLong(e -> e.getValue().end()));
    long position = 0;
    for (Map.Entry<String, Entry> entry : sorted) {
      if (entry.getValue().begin() != position) {
        throw new SafetensorsFormatException(
            path,
            "`%s` begins at byte %d of the data instead of %d"
                .formatted(entry.getKey(), entry.getValue().begin(), position));
      }
      position = entry.getValue().end();
    }
    if (position != dataBytes) {
      throw new SafetensorsFormatException(
          path, "the tensors take %d bytes, the data %d".formatted(position, dataBytes));
    }
  }
}
