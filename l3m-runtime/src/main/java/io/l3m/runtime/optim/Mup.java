// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.block.Parameters;
import io.l3m.runtime.tensor.GradMode;
import io.l3m.runtime.tensor.TensorScope;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Learning rates and starting weights that follow the width of each layer, so that what was found
 * for a narrow model holds for a wide one (μP; Yang et al. 2022, https://arxiv.org/abs/2203.03466).
 */
public final class Mup {

  private final double baseWidth;
  private final boolean initialize;
  private final List<MupGroup> groups;

  private Mup(Builder b) {
    Checks.that(b.baseWidth > 0, "`baseWidth` must be above 0, but is " + b.baseWidth);
    baseWidth = b.baseWidth;
    initialize = b.initialize;
    groups = b.groups;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** The factor of a parameter's learning rate; empty if no group has it. */
  Optional<Double> lrScale(String name) {
    return group(name).map(group -> group.lrScale(baseWidth));
  }

  /** Multiplies the starting weights of trainable parameters, if that is wanted. */
  void scaleStart(Parameters parameters) {
    if (!initialize) {
      return;
    }
    try (TensorScope scope = TensorScope.open();
        GradMode none = GradMode.disabled()) {
      for (Parameter parameter : parameters.trainable()) {
        group(parameter.name())
            .ifPresent(group -> scale(parameter.tensor(), group.initScale(baseWidth)));
      }
    }
  }

  private static void scale(Tensor tensor, double factor) {
    if (factor != 1) {
      Tensor unused = tensor.mul_(new Scalar(factor));
    }
  }

  private Optional<MupGroup> group(String name) {
    return groups.stream().filter(group -> group.matches(name)).findFirst();
  }

  /** Parameters of {@link Mup}. */
  public static final class Builder {

    private double baseWidth;
    private boolean initialize;
    private List<MupGroup> groups = List.of();

    private Builder() {}

    /** The width for which learning rates and starting weights were chosen; required. */
    @CanIgnoreReturnValue
    public Builder baseWidth(double baseWidth) {
      this.baseWidth = baseWidth;
      return this;
    }

    /** Whether starting weights are scaled, too; false unless set. */
    @CanIgnoreReturnValue
    public Builder initialize(boolean initialize) {
      this.initialize = initialize;
      return this;
    }

    /** The first group whose pattern fits a parameter counts for it. */
    @CanIgnoreReturnValue
    public Builder paramGroups(MupGroup... paramGroups) {
      this.groups = List.of(paramGroups);
      return this;
    }

    /** Makes the rule. */
    public Mup build() {
      return new Mup(this);
    }
  }
}
