// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor in a file: all that has to be known to read it.
 *
 * @param type of its elements
 * @param shape its sizes, outermost first; empty for a scalar
 * @param strides elements from one index to the next, for each size
 * @param bytes its first element, and all up to its last one
 */
public record StoredTensor(ElementType type, List<Long> shape, List<Long> strides, Extent bytes) {

  /** Copies the lists. */
  public StoredTensor {
    shape = List.copyOf(shape);
    strides = List.copyOf(strides);
  }

  /**
   * A piece of a file.
   *
   * @param position its first byte
   * @param length the number of its bytes
   * @param bigEndian whether the highest byte of an element comes first
   */
  public record Extent(Path file, long position, long length, boolean bigEndian) {}

  /** The number of elements. */
  public long elements() {
    return shape.stream().reduce(1L, (left, right) -> left * right);
  }

  /** Whether the elements lie in row-major order without gaps. */
  public boolean isContiguous() {
    return elements() == 0 || strides.equals(rowMajor(shape));
  }

  /** Some of the rows: indices {@code begin} to {@code end} of the first size. */
  StoredTensor rows(long begin, long end) {
    long bytesPerElement = type.bits() / 8;
    List<Long> cut = new ArrayList<>(shape);
    cut.set(0, end - begin);
    long first = begin * strides.getFirst() * bytesPerElement;
    long length = end > begin ? extentOf(cut, strides) * bytesPerElement : 0;
    return new StoredTensor(
        type,
        cut,
        strides,
        new Extent(bytes.file(), bytes.position() + first, length, bytes.bigEndian()));
  }

  /** The strides of a tensor without gaps, PyTorch's way: a size of 0 counts as 1. */
  static List<Long> rowMajor(List<Long> shape) {
    Long[] strides = new Long[shape.size()];
    long step = 1;
    for (int i = shape.size() - 1; i >= 0; i--) {
      strides[i] = step;
      step *= Math.max(shape.get(i), 1);
    }
    return List.of(strides);
  }

  /**
   * The number of elements from the first to the last, both included.
   *
   * @throws ArithmeticException if it is too large for any file
   */
  static long extentOf(List<Long> shape, List<Long> strides) {
    long last = 0;
    for (int i = 0; i < shape.size(); i++) {
      if (shape.get(i) == 0) {
        return 0;
      }
      last = Math.addExact(last, Math.multiplyExact(shape.get(i) - 1, strides.get(i)));
    }
    return Math.addExact(last, 1);
  }
}
