// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import org.bytedeco.pytorch.Tensor;

/** {@link ShiftedPixelLoss} of videos, whose patches have several frames. */
public final class VideoRasterPixelLoss extends ShiftedPixelLoss {

  private final long frames;
  private final long patchSize;

  private VideoRasterPixelLoss(Builder b) {
    super(b);
    this.frames = Checks.positive("tSize", b.tSize);
    this.patchSize = b.patch();
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  Tensor patches(Tensor video) {
    return Patches.ofVideo(video, frames, patchSize);
  }

  /** Parameters of {@link VideoRasterPixelLoss}. */
  public static final class Builder extends ShiftedPixelLoss.Builder<Builder> {

    private long tSize;

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

    /** Makes the criterion. */
    public VideoRasterPixelLoss build() {
      return new VideoRasterPixelLoss(this);
    }
  }
}
