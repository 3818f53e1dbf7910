// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import java.util.Arrays;

/** The parameters that all of Adam's family have. */
abstract class AdamBuilder<S extends AdamBuilder<S>> extends OptimizerBuilder<S> {

  private double[] betas = {0.9, 0.999};
  private double eps = 1e-8;
  private boolean maximize;

  /** How slowly the averages of gradient and square follow; 0.9 and 0.999 unless set. */
  @CanIgnoreReturnValue
  public S betas(double... betas) {
    this.betas = betas.clone();
    return self();
  }

  /** Added to what the step is divided by; 1e-8 unless set. */
  @CanIgnoreReturnValue
  public S eps(double eps) {
    this.eps = eps;
    return self();
  }

  /** Whether it climbs rather than descends; false unless set. */
  @CanIgnoreReturnValue
  public S maximize(boolean maximize) {
    this.maximize = maximize;
    return self();
  }

  final AdamSettings settings() {
    Checks.that(
        betas.length == 2 && inRange(betas[0]) && inRange(betas[1]),
        "`betas` takes two numbers in [0, 1), not " + Arrays.toString(betas));
    return new AdamSettings(betas[0], betas[1], Checks.notNegative("eps", eps), maximize);
  }

  private static boolean inRange(double beta) {
    return beta >= 0 && beta < 1;
  }
}
