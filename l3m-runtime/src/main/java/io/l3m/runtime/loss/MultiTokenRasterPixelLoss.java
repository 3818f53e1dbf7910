// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * {@link ShiftedPixelLoss} of images with several predictions for each place, each of a patch
 * farther ahead.
 */
public final class MultiTokenRasterPixelLoss {

  private final long patchSize;
  private final long side;
  private final long[] shifts;
  private final PixelTargets targets;

  private MultiTokenRasterPixelLoss(Builder b) {
    this.patchSize = b.patch();
    this.side = b.side();
    Checks.that(b.blockSize.length > 0, "`blockSize` must be set");
    this.shifts = b.blockSize;
    this.targets = b.targets();
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Computes the mean over all predictions.
   *
   * @param prediction {@code [B, N, heads · 3 p²]}
   * @param image {@code [B, 3, H, W]}, or its patches
   */
  public LossValue forward(Tensor prediction, Tensor image) {
    return compute(prediction, image, Optional.empty());
  }

  /**
   * Computes the mean over the predictions of patches that a mask names.
   *
   * @param mask {@code [B, N]} bool
   */
  public LossValue forward(Tensor prediction, Tensor image, Tensor mask) {
    return compute(prediction, image, Optional.of(mask));
  }

  private LossValue compute(Tensor prediction, Tensor image, Optional<Tensor> mask) {
    Tensor patches = image.dim() <= 3 ? image : Patches.ofImage(image, patchSize, side, side);
    PixelTargets.Aligned pair = targets.align(prediction, patches);
    Tensor heads = pair.prediction().unflatten(-1, shifts.length, -1);
    List<Tensor> sums = new ArrayList<>();
    List<Tensor> counts = new ArrayList<>();
    for (int head = 0; head < shifts.length; head++) {
      PixelTargets.Aligned own = new PixelTargets.Aligned(heads.select(2, head), pair.target());
      Tensor losses = targets.shifted(own, shifts[head]);
      Tensor counted = counted(losses, mask, shifts[head]);
      sums.add(losses.mul(counted).sum());
      counts.add(counted.sum());
    }
    Tensor count = Tensors.stack(counts).sum();
    PixelTargets.Mean mean =
        new PixelTargets.Mean(
            Tensors.stack(sums).sum().div(count), new LossValue.Kind.MeanOfCounted(count));
    return targets.reported("mse_norm_pix", mean);
  }

  private static Tensor counted(Tensor losses, Optional<Tensor> mask, long shift) {
    if (mask.isEmpty()) {
      return torch.ones_like(losses.detach());
    }
    return mask.get().narrow(1, shift, losses.size(1)).to(losses.scalar_type());
  }

  /** Parameters of {@link MultiTokenRasterPixelLoss}. */
  public static final class Builder extends PixelLossBuilder<Builder> {

    private long[] blockSize = {};

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** For each prediction how many places ahead its patch is. */
    @CanIgnoreReturnValue
    public Builder blockSize(long... blockSize) {
      this.blockSize = blockSize.clone();
      return this;
    }

    /** Makes the criterion. */
    public MultiTokenRasterPixelLoss build() {
      return new MultiTokenRasterPixelLoss(this);
    }
  }
}
