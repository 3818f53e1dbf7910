// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.GradMode;
import io.l3m.runtime.tensor.Scalars;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A mean over all batches so far, in which later ones count more: {@code m ← (1 − α)·m + α·x} in
 * float32, from the first value on. It is what a loss may remember from batch to batch, and so a
 * part of checkpoints.
 */
public final class RunningMean {

  private final double momentum;
  private @Nullable Tensor mean;

  /** A mean that has seen nothing, where a new value counts as much as {@code momentum} says. */
  public RunningMean(double momentum) {
    this.momentum = momentum;
  }

  /**
   * Takes a value.
   *
   * @param value one float32 number
   * @return the mean with it, without dimensions and without gradient
   */
  public Tensor add(Tensor value) {
    try (GradMode off = GradMode.disabled()) {
      Tensor next = value.detach().reshape();
      Tensor known = mean;
      if (known == null) {
        known = TensorScope.immortal(next.clone());
      } else {
        known = onDeviceOf(next, known);
        known.mul_(Scalars.of(1 - momentum)).add_(next.mul(Scalars.of(momentum)));
      }
      mean = known;
      return known.clone();
    }
  }

  private static Tensor onDeviceOf(Tensor value, Tensor known) {
    Device device = Device.of(value);
    if (Device.of(known).equals(device)) {
      return known;
    }
    Tensor moved = TensorScope.immortal(Tensors.to(known, device));
    known.close();
    return moved;
  }

  /** The mean, exactly; empty before the first value. */
  public OptionalDouble value() {
    return mean == null ? OptionalDouble.empty() : OptionalDouble.of(Tensors.item(mean));
  }

  /** Goes on from what {@link #value} gave once. */
  public void restore(OptionalDouble value) {
    if (mean != null) {
      mean.close();
      mean = null;
    }
    if (value.isPresent()) {
      mean = TensorScope.immortal(Tensors.ofFloats(new float[] {(float) value.getAsDouble()}));
    }
  }
}
