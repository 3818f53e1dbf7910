// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import io.l3m.runtime.tensor.Ops;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;

/**
 * Adam by libtorch's fused kernels, one call per group and step.
 *
 * @param operator the kernel of one step
 * @param amsgrad whether the largest mean square so far counts
 * @param decay the kernel's weight decay, from a group's
 */
record FusedAdam(
    String operator, AdamSettings settings, boolean amsgrad, DoubleUnaryOperator decay) {

  Optimizer optimizer(List<ParameterGroup> groups) {
    List<String> kinds =
        amsgrad
            ? List.of("exp_avg", "exp_avg_sq", "max_exp_avg_sq")
            : List.of("exp_avg", "exp_avg_sq");
    return new RememberingOptimizer(groups, kinds, this::update);
  }

  private void update(Members members, double learningRate) {
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
            new IValue(settings.beta1()),
            new IValue(settings.beta2()),
            new IValue(decay.applyAsDouble(members.weightDecay())),
            new IValue(settings.eps()),
            new IValue(amsgrad),
            new IValue(settings.maximize()),
            Ops.NONE,
            Ops.NONE);
    updated.close();
  }
}
