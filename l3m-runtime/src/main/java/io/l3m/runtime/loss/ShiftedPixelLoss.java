// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * Compares predicted with true pixels, patch by patch in an order in which each prediction is of a
 * patch some places ahead (El-Nouby et al. 2024, https://arxiv.org/abs/2401.08541).
 */
abstract sealed class ShiftedPixelLoss permits RasterPixelLoss, VideoRasterPixelLoss {

  private final long shift;
  private final PixelTargets targets;

  ShiftedPixelLoss(Builder<?> b) {
    this.shift = Checks.notNegative("blockSize", b.blockSize);
    this.targets = b.targets();
  }

  /**
   * The pixels of each patch.
   *
   * @return {@code [B, N, pixels]}
   */
  abstract Tensor patches(Tensor whole);

  /**
   * Computes the mean over all patches.
   *
   * @param prediction {@code [B, N, pixels]}
   * @param whole images {@code [B, 3, H, W]}, videos {@code [B, 3, T, H, W]}, or their patches like
   *     the prediction
   */
  public final LossValue forward(Tensor prediction, Tensor whole) {
    return compute(prediction, whole, Optional.empty());
  }

  /**
   * Computes the mean over the patches that a mask names.
   *
   * @param mask {@code [B, N]} bool
   */
  public final LossValue forward(Tensor prediction, Tensor whole, Tensor mask) {
    return compute(prediction, whole, Optional.of(mask));
  }

  private LossValue compute(Tensor prediction, Tensor whole, Optional<Tensor> mask) {
    Tensor patches = whole.dim() <= 3 ? whole : patches(whole);
    Tensor losses = targets.shifted(targets.align(prediction, patches), shift);
    return targets.reported("mse_norm_pix", PixelTargets.mean(losses, mask, shift));
  }

  /** The parameters of a loss with one shift. */
  abstract static class Builder<S extends Builder<S>> extends PixelLossBuilder<S> {

    private long blockSize = 1;

    /** How many places ahead the predicted patch is; 1 unless set. */
    @CanIgnoreReturnValue
    public S blockSize(long blockSize) {
      this.blockSize = blockSize;
      return self();
    }
  }
}
