// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import org.bytedeco.pytorch.IValue;

/**
 * What all of Adam's family have (Kingma and Ba 2014, https://arxiv.org/abs/1412.6980).
 *
 * @param beta1 how much of the mean gradient a step keeps
 * @param beta2 how much of the mean square a step keeps
 * @param eps added to what the mean gradient is divided by
 * @param maximize whether it climbs rather than descends
 */
record AdamSettings(double beta1, double beta2, double eps, boolean maximize) {

  /** m ← β₁ · m + (1 - β₁) · g. */
  IValue mean(Members members, IValue gradient) {
    IValue mean = members.remembered("exp_avg");
    Foreach.lerpTo(mean, gradient, 1 - beta1);
    return mean;
  }

  /** v ← β₂ · v + (1 - β₂) · g². */
  IValue meanSquare(Members members, IValue gradient) {
    IValue square = members.remembered("exp_avg_sq");
    Foreach.mulTo(square, beta2);
    Foreach.addProductTo(square, gradient, gradient, 1 - beta2);
    return square;
  }

  /** 1 - β₁ᵗ, what the mean falls short of by having begun at 0. */
  double meanCorrection(long step) {
    return 1 - Math.pow(beta1, (double) step);
  }

  /** 1 - β₂ᵗ. */
  double squareCorrection(long step) {
    return 1 - Math.pow(beta2, (double) step);
  }
}
