// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.Scalars;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * {@link LlmCrossEntropyLoss} with several predictions for each place, each of an id farther ahead.
 */
public final class MultiTokenLlmCrossEntropyLoss {

  private static final TensorOptional UNWEIGHTED = TensorScope.immortal(new TensorOptional());

  private final long[] shifts;
  private final double normaliserPenalty;
  private final boolean shiftTarget;
  private final long ignoreIndex;

  private MultiTokenLlmCrossEntropyLoss(Builder b) {
    this.shifts = b.blockSize;
    this.normaliserPenalty = b.zLoss;
    this.shiftTarget = b.shiftTarget;
    this.ignoreIndex = b.ignoreIndex;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Computes loss and report.
   *
   * @param predictions {@code [B, N, heads, V]} logits
   * @param target {@code [B, N + 1]} int64 ids, or one less than predictions if not shifted
   */
  public LossValue forward(Tensor predictions, Tensor target) {
    long expected = predictions.size(1) + (shiftTarget ? 1 : -1);
    if (target.size(1) != expected) {
      throw new IllegalArgumentException(
          "%d predictions do not go with %d ids; %d ids are needed"
              .formatted(predictions.size(1), target.size(1), expected));
    }
    Tensor ids = shiftTarget ? target.narrow(1, 1, target.size(1) - 1) : target;
    Tensor logits = shiftTarget ? predictions : predictions.narrow(1, 0, ids.size(1));
    List<Tensor> sums = new ArrayList<>();
    List<Tensor> counts = new ArrayList<>();
    for (int head = 0; head < shifts.length; head++) {
      long count = ids.size(1) - shifts[head];
      Tensor own = logits.select(2, head).narrow(1, 0, count);
      Tensor wanted = ids.narrow(1, shifts[head], count);
      Tensor counted = wanted.ne(Scalars.of(ignoreIndex)).sum();
      sums.add(crossEntropy(own, wanted).mul(counted));
      counts.add(counted);
    }
    Tensor loss = Tensors.stack(sums).sum().div(Tensors.stack(counts).sum());
    return reported(loss, logits);
  }

  private Tensor crossEntropy(Tensor logits, Tensor ids) {
    return torch.cross_entropy_loss(
        Tensors.to(logits, Dtype.FLOAT32).reshape(-1, logits.size(-1)),
        ids.reshape(-1),
        UNWEIGHTED,
        Reduction.MEAN.code(),
        ignoreIndex,
        0.0);
  }

  private LossValue reported(Tensor crossEntropy, Tensor logits) {
    Tensor value = crossEntropy.detach();
    List<Measure> measures = new ArrayList<>();
    measures.add(new Measure("perplexity", value.exp()));
    measures.add(new Measure("cross_entropy", value));
    if (normaliserPenalty == 0) {
      return new LossValue(crossEntropy, measures);
    }
    Tensor penalty =
        logits.logsumexp(-1).pow(Scalars.of(2L)).mean().mul(Scalars.of(normaliserPenalty));
    Tensor loss = crossEntropy.add(penalty);
    measures.add(new Measure("z_loss", penalty.detach()));
    measures.add(new Measure("cross_entropy_with_z_loss", loss.detach()));
    return new LossValue(loss, measures);
  }

  /** Parameters of {@link MultiTokenLlmCrossEntropyLoss}. */
  public static final class Builder {

    private long[] blockSize = {1, 2, 3, 4};
    private double zLoss;
    private boolean shiftTarget = true;
    private long ignoreIndex = -100;

    private Builder() {}

    /** For each prediction how many places ahead its id is. */
    @CanIgnoreReturnValue
    public Builder blockSize(long... blockSize) {
      this.blockSize = blockSize.clone();
      return this;
    }

    /** The weight of the mean squared logarithm of the normaliser; 0 unless set. */
    @CanIgnoreReturnValue
    public Builder zLoss(double zLoss) {
      this.zLoss = zLoss;
      return this;
    }

    /** Whether texts lose their first id; true unless set. */
    @CanIgnoreReturnValue
    public Builder shiftTarget(boolean shiftTarget) {
      this.shiftTarget = shiftTarget;
      return this;
    }

    /** The id whose positions do not count; -100 unless set. */
    @CanIgnoreReturnValue
    public Builder ignoreIndex(long ignoreIndex) {
      this.ignoreIndex = ignoreIndex;
      return this;
    }

    /** Makes the criterion. */
    public MultiTokenLlmCrossEntropyLoss build() {
      Checks.that(blockSize.length > 0, "`blockSize` must not be empty");
      return new MultiTokenLlmCrossEntropyLoss(this);
    }
  }
}
