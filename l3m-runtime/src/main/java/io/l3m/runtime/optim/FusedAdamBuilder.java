// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;

/**
 * The parameters of PyTorch's {@link Adam} and {@link AdamW}, which differ in their kernel only.
 */
abstract class FusedAdamBuilder<S extends FusedAdamBuilder<S>> implements OptimizerFactory {

  private final AdamSettings settings;

  /** {@code operator} is the kernel of one step. */
  FusedAdamBuilder(String operator) {
    settings = new AdamSettings(operator);
  }

  abstract S self();

  /** Without effect: the schedule gives the learning rate of each step. */
  @CanIgnoreReturnValue
  public S lr(double lr) {
    return self();
  }

  /** How slowly the averages of gradient and square follow; 0.9 and 0.999 unless set. */
  @CanIgnoreReturnValue
  public S betas(double... betas) {
    settings.betas(betas);
    return self();
  }

  /** Added to the root of the mean square; 1e-8 unless set. */
  @CanIgnoreReturnValue
  public S eps(double eps) {
    settings.eps(eps);
    return self();
  }

  /** Without effect: each group has its own. */
  @CanIgnoreReturnValue
  public S weightDecay(double weightDecay) {
    return self();
  }

  /** Whether the largest mean square so far counts; false unless set. */
  @CanIgnoreReturnValue
  public S amsgrad(boolean amsgrad) {
    settings.amsgrad(amsgrad);
    return self();
  }

  /** Whether it climbs rather than descends; false unless set. */
  @CanIgnoreReturnValue
  public S maximize(boolean maximize) {
    settings.maximize(maximize);
    return self();
  }

  /** Without effect: the fused kernel is always used. */
  @CanIgnoreReturnValue
  public S fused(boolean fused) {
    return self();
  }

  /** Without effect, as {@code fused}. */
  @CanIgnoreReturnValue
  public S foreach(boolean foreach) {
    return self();
  }

  @Override
  public Optimizer create(List<ParameterGroup> groups) {
    return settings.create(groups, decay -> decay);
  }
}
