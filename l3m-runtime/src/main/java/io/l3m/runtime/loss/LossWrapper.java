// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.loss.LossValue.Kind;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** A criterion of one prediction, which reports its value as {@code loss}. */
public final class LossWrapper {

  private final TargetLoss criterion;

  private LossWrapper(TargetLoss criterion) {
    this.criterion = criterion;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** Computes loss and report. */
  public LossValue forward(Tensor prediction, Tensor target) {
    Tensor loss = criterion.forward(prediction, target);
    List<Measure> measures = List.of(new Measure("loss", loss.detach()));
    boolean mean = criterion.isMeanOverSamples();
    return new LossValue(loss, measures, mean ? new Kind.MeanOfSamples() : new Kind.Whole());
  }

  /** Parameters of {@link LossWrapper}. */
  public static final class Builder {

    private @Nullable TargetLoss baseCriterion;

    private Builder() {}

    /** The loss itself. */
    @CanIgnoreReturnValue
    public Builder baseCriterion(TargetLoss baseCriterion) {
      this.baseCriterion = baseCriterion;
      return this;
    }

    /** Makes the criterion. */
    public LossWrapper build() {
      return new LossWrapper(Checks.given("baseCriterion", baseCriterion));
    }
  }
}
