// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.tensor.TensorScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** The cross entropy of PyTorch: classes or weights of classes as targets. */
public final class CrossEntropyLoss implements TargetLoss {

  private static final TensorOptional UNWEIGHTED = TensorScope.immortal(new TensorOptional());

  private final long ignoreIndex;
  private final double labelSmoothing;
  private final Reduction reduction;

  private CrossEntropyLoss(Builder b) {
    this.ignoreIndex = b.ignoreIndex;
    this.labelSmoothing = b.labelSmoothing;
    this.reduction = b.reduction;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Computes the loss.
   *
   * @param prediction {@code [B, C, ...]} logits
   * @param target {@code [B, ...]} int64 classes, or {@code [B, C, ...]} weights of the classes
   */
  @Override
  public Tensor forward(Tensor prediction, Tensor target) {
    return torch.cross_entropy_loss(
        prediction, target, UNWEIGHTED, reduction.code(), ignoreIndex, labelSmoothing);
  }

  /** Parameters of {@link CrossEntropyLoss}. */
  public static final class Builder {

    private long ignoreIndex = -100;
    private double labelSmoothing;
    private Reduction reduction = Reduction.MEAN;

    private Builder() {}

    /** The class whose positions do not count; -100 unless set. */
    @CanIgnoreReturnValue
    public Builder ignoreIndex(long ignoreIndex) {
      this.ignoreIndex = ignoreIndex;
      return this;
    }

    /** The weight of an even spread over the classes; 0 unless set. */
    @CanIgnoreReturnValue
    public Builder labelSmoothing(double labelSmoothing) {
      this.labelSmoothing = labelSmoothing;
      return this;
    }

    /** How positions become one number; their mean unless set. */
    @CanIgnoreReturnValue
    public Builder reduction(Reduction reduction) {
      this.reduction = reduction;
      return this;
    }

    /** Makes the loss. */
    public CrossEntropyLoss build() {
      Checks.that(
          labelSmoothing >= 0 && labelSmoothing <= 1,
          "`labelSmoothing` must lie in [0, 1], but is " + labelSmoothing);
      return new CrossEntropyLoss(this);
    }
  }
}
