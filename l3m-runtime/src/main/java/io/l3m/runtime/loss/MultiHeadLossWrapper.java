// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** The sum of one loss over all heads of a probe search, each reported as {@code <head>_loss}. */
public final class MultiHeadLossWrapper {

  private final TargetLoss criterion;

  private MultiHeadLossWrapper(TargetLoss criterion) {
    this.criterion = criterion;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Computes loss and report.
   *
   * @param predictions what each head gives, by its name
   * @param target the same for all
   */
  public LossValue forward(Map<String, Tensor> predictions, Tensor target) {
    return compute(predictions, name -> target);
  }

  /**
   * Computes loss and report where each head has a target of its own.
   *
   * @param targets by the names of the heads
   */
  public LossValue forward(Map<String, Tensor> predictions, Map<String, Tensor> targets) {
    return compute(
        predictions,
        name ->
            Optional.ofNullable(targets.get(name))
                .orElseThrow(
                    () -> new IllegalArgumentException("The head `" + name + "` has no target")));
  }

  private LossValue compute(Map<String, Tensor> predictions, Function<String, Tensor> target) {
    List<Measure> measures = new ArrayList<>();
    List<Tensor> losses = new ArrayList<>();
    predictions.forEach((name, prediction) -> {
      Tensor loss = criterion.forward(prediction, target.apply(name));
      losses.add(loss);
      measures.add(new Measure(name + "_loss", loss.detach()));
    });
    Tensor sum = losses.getFirst();
    for (Tensor loss : losses.subList(1, losses.size())) {
      sum = sum.add(loss);
    }
    return new LossValue(sum, measures);
  }

  /** Parameters of {@link MultiHeadLossWrapper}. */
  public static final class Builder {

    private @Nullable TargetLoss baseCriterion;

    private Builder() {}

    /** The loss of one head. */
    @CanIgnoreReturnValue
    public Builder baseCriterion(TargetLoss baseCriterion) {
      this.baseCriterion = baseCriterion;
      return this;
    }

    /** Makes the criterion. */
    public MultiHeadLossWrapper build() {
      return new MultiHeadLossWrapper(Checks.given("baseCriterion", baseCriterion));
    }
  }
}
