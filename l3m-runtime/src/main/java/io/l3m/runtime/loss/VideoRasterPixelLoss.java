// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/** {@link RasterPixelLoss} for videos, whose patches have several frames. */
public final class VideoRasterPixelLoss {

  private final long frames;
  private final long patchSize;
  private final long shift;
  private final PixelTargets targets;

  private VideoRasterPixelLoss(Builder b) {
    this.frames = Checks.positive("tSize", b.tSize);
    this.patchSize = b.patch();
    Checks.that(b.blockSize >= 0, "`blockSize` must not be negative");
    this.shift = b.blockSize;
    this.targets = b.targets();
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Computes the mean over all patches.
   *
   * @param prediction {@code [B, N, 3 t p²]}
   * @param video {@code [B, 3, T, H, W]}, or its patches like the prediction
   */
  public LossValue forward(Tensor prediction, Tensor video) {
    return compute(prediction, video, Optional.empty());
  }

  /**
   * Computes the mean over the patches that a mask names.
   *
   * @param mask {@code [B, N]} bool
   */
  public LossValue forward(Tensor prediction, Tensor video, Tensor mask) {
    return compute(prediction, video, Optional.of(mask));
  }

  private LossValue compute(Tensor prediction, Tensor video, Optional<Tensor> mask) {
    Tensor patches = video.dim() <= 3 ? video : Patches.ofVideo(video, frames, patchSize);
    Tensor losses = targets.shifted(targets.align(prediction, patches), shift);
    return targets.reported("mse_norm_pix", PixelTargets.mean(losses, mask, shift));
  }

  /** Parameters of {@link VideoRasterPixelLoss}. */
  public static final class Builder extends PixelLossBuilder<Builder> {

    private long tSize;
    private long blockSize = 1;

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** Frames of a patch. */
    @CanIgnoreReturnValue
    public Builder tSize(long tSize) {
      this.tSize = tSize;
      return this;
    }

    /** How many places ahead the predicted patch is; 1 unless set. */
    @CanIgnoreReturnValue
    public Builder blockSize(long blockSize) {
      this.blockSize = blockSize;
      return this;
    }

    /** Makes the criterion. */
    public VideoRasterPixelLoss build() {
      return new VideoRasterPixelLoss(this);
    }
  }
}
