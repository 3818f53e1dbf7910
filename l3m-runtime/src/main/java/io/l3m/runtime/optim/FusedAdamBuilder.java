// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;

/**
 * The parameters of PyTorch's {@link Adam} and {@link AdamW}, which differ in their kernel only.
 */
abstract class FusedAdamBuilder<S extends FusedAdamBuilder<S>> extends AdamBuilder<S> {

  private final String operator;
  private boolean amsgrad;

  /** {@code operator} is the kernel of one step. */
  FusedAdamBuilder(String operator) {
    this.operator = operator;
  }

  /** Whether the largest mean square so far counts; false unless set. */
  @CanIgnoreReturnValue
  public S amsgrad(boolean amsgrad) {
    this.amsgrad = amsgrad;
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
    return new FusedAdam(operator, settings(), amsgrad, decay -> decay).optimizer(groups);
  }
}
