// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * The mean squared difference of the pixels of masked patches (He et al. 2021, arXiv:2111.06377).
 */
public final class MaeLoss {

  private final long patchSize;
  private final PixelTargets targets;

  private MaeLoss(Builder b) {
    this.patchSize = Checks.positive("patchSize", b.patchSize);
    this.targets =
        new PixelTargets(
            b.normPixLoss ? Optional.of(new long[] {-1}) : Optional.empty(),
            Optional.empty(),
            SquaredDifference.builder());
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Computes loss and report.
   *
   * @param prediction {@code [B, N, 3 p²]}
   * @param image {@code [B, 3, H, W]}
   * @param mask {@code [B, N]} true, or 1, for patches that count
   */
  public LossValue forward(Tensor prediction, Tensor image, Tensor mask) {
    Tensor patches =
        Patches.ofImage(image, patchSize, image.size(2) / patchSize, image.size(3) / patchSize);
    Tensor losses = targets.shifted(targets.align(prediction, patches), 0);
    return targets.reported("mae_loss", PixelTargets.maskedMean(losses, mask));
  }

  /** Parameters of {@link MaeLoss}. */
  public static final class Builder {

    private long patchSize = 16;
    private boolean normPixLoss = true;

    private Builder() {}

    /** Height and width of a patch; 16 unless set. */
    @CanIgnoreReturnValue
    public Builder patchSize(long patchSize) {
      this.patchSize = patchSize;
      return this;
    }

    /** Whether targets have mean 0 and deviation 1; true unless set. */
    @CanIgnoreReturnValue
    public Builder normPixLoss(boolean normPixLoss) {
      this.normPixLoss = normPixLoss;
      return this;
    }

    /** Makes the criterion. */
    public MaeLoss build() {
      return new MaeLoss(this);
    }
  }
}
