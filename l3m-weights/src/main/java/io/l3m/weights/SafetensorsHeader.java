// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a header says, checked against the size of the file.
 *
 * @param entries by name, in the order of the header
 * @param metadata texts that the writer left
 */
record SafetensorsHeader(Map<String, Entry> entries, Map<String, String> metadata) {

  static final String METADATA = "__metadata__";

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

    /** Where it is in the file, after {@link #check}. */
    StoredTensor stored(Path file, long dataStart) {
      return new StoredTensor(
          ElementType.ofSafetensors(dtype).orElseThrow(),
          shape,
          StoredTensor.rowMajor(shape),
          new StoredTensor.Extent(file, dataStart + begin, bytes(), false));
    }

    private String problem(String name) {
      Optional<ElementType> type = ElementType.ofSafetensors(dtype);
      if (type.isEmpty()) {
        return "`%s` has the unknown type `%s`".formatted(name, dtype);
      }
      if (begin < 0 || end < begin) {
        return "`%s` ends before it begins".formatted(name);
      }
      try {
        long total = type.get().bits();
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
  void check(Path path, long dataBytes) throws WeightsFormatException {
    for (Map.Entry<String, Entry> entry : entries.entrySet()) {
      String problem = entry.getValue().problem(entry.getKey());
      if (!problem.isEmpty()) {
        throw WeightsFormatException.safetensors(path, problem);
      }
    }
    List<Map.Entry<String, Entry>> sorted = new ArrayList<>(entries.entrySet());
    sorted.sort(
        Comparator.<Map.Entry<String, Entry>>comparingLong(e -> e.getValue().begin())
            .thenComparingLong(e -> e.getValue().end()));
    long position = 0;
    for (Map.Entry<String, Entry> entry : sorted) {
      if (entry.getValue().begin() != position) {
        throw WeightsFormatException.safetensors(
            path,
            "`%s` begins at byte %d of the data instead of %d"
                .formatted(entry.getKey(), entry.getValue().begin(), position));
      }
      position = entry.getValue().end();
    }
    if (position != dataBytes) {
      throw WeightsFormatException.safetensors(
          path, "the tensors take %d bytes, the data %d".formatted(position, dataBytes));
    }
  }
}
