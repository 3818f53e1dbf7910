// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.Tensors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/** Puts the arrays of several samples into one tensor ({@code default_collate}). */
public final class Collate {

  private Collate() {}

  /**
   * Stacks one field of the samples.
   *
   * @return {@code [B, …]} with the type of the field: float32, int64 or bool
   * @throws IllegalArgumentException if the arrays differ in shape or type
   */
  public static <S> Tensor stack(List<S> samples, Function<? super S, ? extends HostArray> field) {
    List<HostArray> arrays = new ArrayList<>(samples.size());
    for (S sample : samples) {
      arrays.add(field.apply(sample));
    }
    HostArray first = arrays.get(0);
    requireSame(arrays);
    long[] shape = new long[first.shape().length + 1];
    shape[0] = arrays.size();
    System.arraycopy(first.shape(), 0, shape, 1, first.shape().length);
    // Straight into the tensor's memory: a batch of large images is copied once only.
    Tensor stacked = Tensors.empty(Device.CPU, dtype(first), shape);
    ByteBuffer memory = Tensors.bytes(stacked);
    for (HostArray array : arrays) {
      put(array, memory);
    }
    return stacked;
  }

  /**
   * What stands for a field that these samples do not have, where others do: nobody reads it.
   *
   * @return {@code [B, 0]} int64
   */
  public static <S> Tensor absent(List<S> samples) {
    return Tensors.empty(Device.CPU, Dtype.INT64, samples.size(), 0);
  }

  private static Dtype dtype(HostArray array) {
    return switch (array) {
      case FloatArray floats -> Dtype.FLOAT32;
      case LongArray longs -> Dtype.INT64;
      case BoolArray bools -> Dtype.BOOL;
    };
  }

  private static void put(HostArray array, ByteBuffer memory) {
    switch (array) {
      case FloatArray floats -> {
        memory.asFloatBuffer().put(floats.values());
        memory.position(memory.position() + Float.BYTES * floats.length());
      }
      case LongArray longs -> {
        memory.asLongBuffer().put(longs.values());
        memory.position(memory.position() + Long.BYTES * longs.length());
      }
      case BoolArray bools -> {
        for (boolean value : bools.values()) {
          memory.put((byte) (value ? 1 : 0));
        }
      }
    }
  }

  private static void requireSame(List<HostArray> arrays) {
    HostArray first = arrays.get(0);
    for (int i = 1; i < arrays.size(); i++) {
      HostArray array = arrays.get(i);
      if (array.getClass() != first.getClass() || !Arrays.equals(array.shape(), first.shape())) {
        throw new IllegalArgumentException(
            "the samples differ in shape or type: %s first, %s at place %d"
                .formatted(first, array, i));
      }
    }
  }
}
