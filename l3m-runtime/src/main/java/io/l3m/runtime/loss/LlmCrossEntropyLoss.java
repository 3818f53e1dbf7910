// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.loss.LossValue.Kind;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.Scalars;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * The cross entropy of the next token in float32, the mean over all positions that are not ignored,
 * with a penalty on large normalisers if asked for. It reports {@code cross_entropy} and its
 * exponential, {@code perplexity}.
 */
public final class LlmCrossEntropyLoss {

  private static final double MOMENTUM = 0.05;
  private static final TensorOptional UNWEIGHTED = TensorScope.immortal(new TensorOptional());

  private final double normaliserPenalty;
  private final boolean shiftTarget;
  private final long ignoreIndex;
  private final boolean renormNonPadded;
  private final boolean renormMomentum;
  private final RunningMean runningMean = new RunningMean(MOMENTUM);

  private LlmCrossEntropyLoss(Builder b) {
    this.normaliserPenalty = b.zLoss;
    this.shiftTarget = b.shiftTarget;
    this.ignoreIndex = b.ignoreIndex;
    this.renormNonPadded = b.renormNonPadded;
    this.renormMomentum = b.renormMomentum;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** How many ids count on average, which {@code renormMomentum} follows over the batches. */
  public RunningMean runningMean() {
    return runningMean;
  }

  /**
   * Computes loss and report. Texts as long as the predictions are compared position by position;
   * else they are one longer and lose their first id, or one shorter, and the predictions lose
   * their last position, as {@code shiftTarget} says.
   *
   * @param predictions {@code [B, N, V]} logits
   * @param target {@code [B, N or N ± 1]} int64 ids
   */
  public LossValue forward(Tensor predictions, Tensor target) {
    return forward(predictions, target, Optional.empty());
  }

  /**
   * As above, where the ids that count are weighed against those of other processes.
   *
   * @param avgNonPadded how many ids count in a batch on average, one number; without it, and in a
   *     single process, as many as in this batch
   */
  public LossValue forward(Tensor predictions, Tensor target, Tensor avgNonPadded) {
    return forward(predictions, target, Optional.of(avgNonPadded));
  }

  private LossValue forward(Tensor predictions, Tensor target, Optional<Tensor> average) {
    Tensor logits = predictions;
    Tensor ids = target;
    long surplus = target.size(1) - predictions.size(1);
    if (surplus != 0) {
      long expected = shiftTarget ? 1 : -1;
      if (surplus != expected) {
        throw new IllegalArgumentException(
            "%d predictions do not go with %d ids; %d ids are needed"
                .formatted(predictions.size(1), target.size(1), predictions.size(1) + expected));
      }
      logits = shiftTarget ? predictions : predictions.narrow(1, 0, target.size(1));
      ids = shiftTarget ? target.narrow(1, 1, predictions.size(1)) : target;
    }
    return compute(Tensors.to(logits, Dtype.FLOAT32), ids, average);
  }

  private LossValue compute(Tensor logits, Tensor ids, Optional<Tensor> average) {
    Tensor crossEntropy =
        torch.cross_entropy_loss(
            logits.reshape(-1, logits.size(-1)),
            ids.reshape(-1),
            UNWEIGHTED,
            Reduction.MEAN.code(),
            ignoreIndex,
            0.0);
    Tensor reported = crossEntropy.detach();
    List<Measure> measures = new ArrayList<>();
    measures.add(new Measure("perplexity", reported.exp()));
    measures.add(new Measure("cross_entropy", reported));
    if (renormNonPadded) {
      crossEntropy = crossEntropy.mul(share(ids, average, measures));
    }
    if (normaliserPenalty == 0) {
      return new LossValue(crossEntropy, measures, kind(ids));
    }
    Tensor penalty =
        logits.logsumexp(-1).pow(Scalars.of(2L)).mean().mul(Scalars.of(normaliserPenalty));
    Tensor loss = crossEntropy.add(penalty);
    measures.add(new Measure("z_loss", penalty.detach()));
    measures.add(new Measure("cross_entropy_with_z_loss", loss.detach()));
    boolean alike = ignoreIndex < 0 && !renormNonPadded;
    return new LossValue(loss, measures, alike ? new Kind.MeanOfSamples() : new Kind.Whole());
  }

  /** The ids that count here over those that count on average. */
  private Tensor share(Tensor ids, Optional<Tensor> given, List<Measure> measures) {
    Tensor count = Tensors.to(ids.ne(Scalars.of(ignoreIndex)).sum(), Dtype.FLOAT32);
    Tensor average = given.map(number -> Tensors.to(number, Dtype.FLOAT32)).orElse(count);
    if (renormMomentum) {
      average = runningMean.add(average);
    }
    measures.add(new Measure("avg_non_padded", average.detach()));
    return count.div(average);
  }

  /** Ids are never negative: where a negative one is ignored, all samples count alike. */
  private Kind kind(Tensor ids) {
    if (renormNonPadded) {
      return new Kind.Whole();
    }
    return ignoreIndex < 0
        ? new Kind.MeanOfSamples()
        : new Kind.MeanOfCounted(ids.ne(Scalars.of(ignoreIndex)).sum());
  }

  /** Parameters of {@link LlmCrossEntropyLoss}. */
  public static final class Builder {

    private double zLoss;
    private boolean shiftTarget = true;
    private long ignoreIndex = -100;
    private boolean renormNonPadded;
    private boolean renormMomentum;

    private Builder() {}

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

    /** Whether processes count by their ids; false unless set. */
    @CanIgnoreReturnValue
    public Builder renormNonPadded(boolean renormNonPadded) {
      this.renormNonPadded = renormNonPadded;
      return this;
    }

    /** Whether the mean of that is a running one; false unless set. */
    @CanIgnoreReturnValue
    public Builder renormMomentum(boolean renormMomentum) {
      this.renormMomentum = renormMomentum;
      return this;
    }

    /** Makes the criterion. */
    public LlmCrossEntropyLoss build() {
      return new LlmCrossEntropyLoss(this);
    }
  }
}
