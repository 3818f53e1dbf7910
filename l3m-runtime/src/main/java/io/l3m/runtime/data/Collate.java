// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import io.l3m.runtime.tensor.Tensors;
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
    HostArray first = field.apply(samples.get(0));
    long[] shape = new long[first.shape().length + 1];
    shape[0] = samples.size();
    System.arraycopy(first.shape(), 0, shape, 1, first.shape().length);
    return switch (first) {
      case FloatArray array -> {
        float[] all = new float[HostArray.elements(shape)];
        copy(samples, field, array, all);
        yield Tensors.ofFloats(all, shape);
      }
      case LongArray array -> {
        long[] all = new long[HostArray.elements(shape)];
        copy(samples, field, array, all);
        yield Tensors.ofLongs(all, shape);
      }
      case BoolArray array -> {
        boolean[] all = new boolean[HostArray.elements(shape)];
        copy(samples, field, array, all);
        yield Tensors.ofBools(all, shape);
      }
    };
  }

  private static <S> void copy(
      List<S> samples,
      Function<? super S, ? extends HostArray> field,
      HostArray model,
      Object all) {
    for (int i = 0; i < samples.size(); i++) {
      HostArray array = field.apply(samples.get(i));
      if (array.getClass() != model.getClass() || !Arrays.equals(array.shape(), model.shape())) {
        throw new IllegalArgumentException(
            "the samples differ in shape or type: %s first, %s at place %d"
                .formatted(model, array, i));
      }
      System.arraycopy(elements(array), 0, all, i * model.length(), model.length());
    }
  }

  private static Object elements(HostArray array) {
    return switch (array) {
      case FloatArray floats -> floats.values();
      case LongArray longs -> longs.values();
      case BoolArray bools -> bools.values();
    };
  }
}
