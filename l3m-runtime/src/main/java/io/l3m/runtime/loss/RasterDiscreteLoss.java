// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** The cross entropy of the ids of patches, each prediction being of a patch some places ahead. */
public final class RasterDiscreteLoss {

  private static final TensorOptional UNWEIGHTED = TensorScope.immortal(new TensorOptional());

  private final long shift;

  private RasterDiscreteLoss(long shift) {
    this.shift = shift;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Computes the mean over all patches.
   *
   * @param prediction {@code [B, N, V]} logits
   * @param ids {@code [B, N]} int64
   */
  public LossValue forward(Tensor prediction, Tensor ids) {
    return reported(PixelTargets.mean(losses(prediction, ids), Optional.empty(), shift));
  }

  /**
   * Computes the mean over the patches that a mask names.
   *
   * @param mask {@code [B, N]} bool
   */
  public LossValue forward(Tensor prediction, Tensor ids, Tensor mask) {
    Tensor losses = losses(prediction, ids);
    return reported(PixelTargets.mean(losses, Optional.of(mask), shift));
  }

  private Tensor losses(Tensor prediction, Tensor ids) {
    long count = ids.size(1) - shift;
    Tensor logits = Tensors.to(prediction.narrow(1, 0, prediction.size(1) - shift), Dtype.FLOAT32);
    Tensor each =
        torch.cross_entropy_loss(
            logits.reshape(-1, logits.size(-1)),
            ids.narrow(1, shift, count).reshape(-1),
            UNWEIGHTED,
            Reduction.NONE.code(),
            -100,
            0.0);
    return each.view(ids.size(0), count);
  }

  private static LossValue reported(PixelTargets.Mean mean) {
    Tensor value = mean.value().detach();
    return new LossValue(
        mean.value(),
        List.of(
            new Measure("img_perplexity", value.exp()),
            new Measure("img_cross_entropy_loss", value)),
        mean.kind());
  }

  /** Parameters of {@link RasterDiscreteLoss}. */
  public static final class Builder {

    private long blockSize = 1;

    private Builder() {}

    /** How many places ahead the predicted patch is; 1 unless set. */
    @CanIgnoreReturnValue
    public Builder blockSize(long blockSize) {
      this.blockSize = blockSize;
      return this;
    }

    /** Makes the criterion. */
    public RasterDiscreteLoss build() {
      return new RasterDiscreteLoss(Checks.notNegative("blockSize", blockSize));
    }
  }
}
