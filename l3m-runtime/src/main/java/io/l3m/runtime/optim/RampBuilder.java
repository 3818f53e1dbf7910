// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/** The parameters of schedules that go from one value towards another. */
abstract class RampBuilder<S extends RampBuilder<S>> {

  private double startValue;
  private double endValue;

  abstract S self();

  /** The value at 0. */
  @CanIgnoreReturnValue
  public S startValue(double startValue) {
    this.startValue = startValue;
    return self();
  }

  /** The value that the whole way leads to. */
  @CanIgnoreReturnValue
  public S endValue(double endValue) {
    this.endValue = endValue;
    return self();
  }

  final double start() {
    return startValue;
  }

  final double end() {
    return endValue;
  }
}
