// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Compares predicted with true pixels, patch by patch in an order in which each prediction is of a
 * patch some places ahead (El-Nouby et al. 2024, https://arxiv.org/abs/2401.08541).
 */
public final class RasterPixelLoss {

  private final long patchSize;
  private final long side;
  private final long shift;
  private final PixelTargets targets;

  private RasterPixelLoss(Builder b) {
    this.patchSize = Checks.positive("patchSize", b.patchSize);
    this.side = Checks.positive("imageSize", b.imageSize) / patchSize;
    Checks.that(b.blockSize >= 0, "`blockSize` must not be negative");
    this.shift = b.blockSize;
    this.targets =
        new PixelTargets(
            b.normPixLoss ? Optional.of(b.normPixDim) : Optional.empty(),
            Optional.ofNullable(b.autoregressivePatternGetter),
            b.lossFn);
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Computes the mean over all patches.
   *
   * @param prediction {@code [B, N, 3 p²]}
   * @param image {@code [B, 3, H, W]}, or its patches like the prediction
   */
  public LossValue forward(Tensor prediction, Tensor image) {
    return compute(prediction, image, Optional.empty());
  }

  /**
   * Computes the mean over the patches that a mask names.
   *
   * @param mask {@code [B, N]} bool
   */
  public LossValue forward(Tensor prediction, Tensor image, Tensor mask) {
    return compute(prediction, image, Optional.of(mask));
  }

  private LossValue compute(Tensor prediction, Tensor image, Optional<Tensor> mask) {
    Tensor patches = image.dim() <= 3 ? image : Patches.ofImage(image, patchSize, side, side);
    Tensor losses = targets.shifted(targets.align(prediction, patches), shift);
    return targets.reported("mse_norm_pix", PixelTargets.mean(losses, mask, shift));
  }

  /** Parameters of {@link RasterPixelLoss}. */
  public static final class Builder {

    private long patchSize = 16;
    private long imageSize = 224;
    private boolean normPixLoss = true;
    private long[] normPixDim = {-1};
    private long blockSize = 1;
    private @Nullable PatternFactory autoregressivePatternGetter;
    private ElementLoss lossFn = SquaredDifference.builder();

    private Builder() {}

    /** Height and width of a patch; 16 unless set. */
    @CanIgnoreReturnValue
    public Builder patchSize(long patchSize) {
      this.patchSize = patchSize;
      return this;
    }

    /** Height and width of an image; 224 unless set. */
    @CanIgnoreReturnValue
    public Builder imageSize(long imageSize) {
      this.imageSize = imageSize;
      return this;
    }

    /** Whether targets have mean 0 and deviation 1; true unless set. */
    @CanIgnoreReturnValue
    public Builder normPixLoss(boolean normPixLoss) {
      this.normPixLoss = normPixLoss;
      return this;
    }

    /** The dimensions over which they have; the last unless set. */
    @CanIgnoreReturnValue
    public Builder normPixDim(long... normPixDim) {
      this.normPixDim = normPixDim.clone();
      return this;
    }

    /** How many places ahead the predicted patch is; 1 unless set. */
    @CanIgnoreReturnValue
    public Builder blockSize(long blockSize) {
      this.blockSize = blockSize;
      return this;
    }

    /** The order of patches; raster unless set. */
    @CanIgnoreReturnValue
    public Builder autoregressivePatternGetter(PatternFactory autoregressivePatternGetter) {
      this.autoregressivePatternGetter = autoregressivePatternGetter;
      return this;
    }

    /** The loss of a pixel; its squared difference unless set. */
    @CanIgnoreReturnValue
    public Builder lossFn(ElementLoss lossFn) {
      this.lossFn = lossFn;
      return this;
    }

    /** Makes the criterion. */
    public RasterPixelLoss build() {
      return new RasterPixelLoss(this);
    }
  }
}
