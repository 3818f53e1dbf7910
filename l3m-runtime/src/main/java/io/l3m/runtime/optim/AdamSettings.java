// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import io.l3m.runtime.block.Checks;
import io.l3m.runtime.tensor.Ops;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;

/** What the optimisers that libtorch updates by a fused kernel of the Adam family differ in. */
final class AdamSettings {

  private final String operator;
  private double[] betas = {0.9, 0.999};
  private double eps = 1e-8;
  private boolean amsgrad;
  private boolean maximize;

  /** {@code operator} is the kernel of one step. */
  AdamSettings(String operator) {
    this.operator = operator;
  }

  void betas(double[] newBetas) {
    betas = newBetas.clone();
  }

  void eps(double newEps) {
    eps = newEps;
  }

  void amsgrad(boolean newAmsgrad) {
    amsgrad = newAmsgrad;
  }

  void maximize(boolean newMaximize) {
    maximize = newMaximize;
  }

  /**
   * An optimiser.
   *
   * @param decay the kernel's weight decay, from a group's
   */
  Optimizer create(List<ParameterGroup> groups, DoubleUnaryOperator decay) {
    checkBetas(betas);
    checkEps(eps);
    AdamSettings copy = new AdamSettings(operator);
    copy.betas(betas);
    copy.eps(eps);
    copy.amsgrad(amsgrad);
    copy.maximize(maximize);
    List<String> kinds =
        amsgrad
            ? List.of("exp_avg", "exp_avg_sq", "max_exp_avg_sq")
            : List.of("exp_avg", "exp_avg_sq");
    return new RememberingOptimizer(
        groups, kinds, (members, rate) -> copy.update(members, rate, decay));
  }

  private void update(Members members, double learningRate, DoubleUnaryOperator decay) {
    IValueVector updated =
        Ops.call(
            operator,
            "",
            members.parameters(),
            members.gradients(),
            members.remembered("exp_avg"),
            members.remembered("exp_avg_sq"),
            amsgrad ? members.remembered("max_exp_avg_sq") : Ops.list(List.of()),
            members.steps(),
            new IValue(learningRate),
            new IValue(betas[0]),
            new IValue(betas[1]),
            new IValue(decay.applyAsDouble(members.weightDecay())),
            new IValue(eps),
            new IValue(amsgrad),
            new IValue(maximize),
            Ops.NONE,
            Ops.NONE);
    updated.close();
  }

  static void checkBetas(double[] betas) {
    Checks.that(
        betas.length == 2 && inRange(betas[0]) && inRange(betas[1]),
        "`betas` takes two numbers in [0, 1), not " + Arrays.toString(betas));
  }

  static void checkEps(double eps) {
    Checks.that(eps >= 0, "`eps` must not be negative, but is " + eps);
  }

  private static boolean inRange(double beta) {
    return beta >= 0 && beta < 1;
  }
}
