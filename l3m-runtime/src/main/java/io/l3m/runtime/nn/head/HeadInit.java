// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.head;

import io.l3m.runtime.block.Block;
import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.nn.DenseLayer;
import io.l3m.runtime.nn.WeightInit;
import io.l3m.runtime.nn.norm.AffineLayerNorm;

/**
 * How a head initialises all linear layers and layer norms below it.
 *
 * @param style the rule for weights
 * @param deviation for the rules that have one
 * @param depthScale for the rule that depends on the depth of the trunk
 */
public record HeadInit(WeightInit style, double deviation, double depthScale) {

  /** Rejects rules that heads do not know. */
  public HeadInit {
    switch (style) {
      case XAVIER, XAVIER_UNIFORM, TRUNC_NORMAL, FAN_IN_DEPTH_SCALED, ZERO, NORMAL -> {}
      case PYTORCH, FAN_IN_NORMAL, FAN_IN, KAIMING ->
          throw new IllegalArgumentException("Heads do not know the `weightInitStyle` " + style);
    }
  }

  /** Initialises what is below {@code head}. */
  public void apply(Block head) {
    head.forEachPostOrder(this::applyTo);
  }

  private void applyTo(Block block) {
    if (block instanceof DenseLayer linear) {
      weight(linear.weight());
      linear.bias().ifPresent(bias -> Init.constant(bias, 0));
    } else if (block instanceof AffineLayerNorm norm) {
      norm.reset();
    }
  }

  private void weight(Parameter weight) {
    switch (style) {
      case XAVIER, XAVIER_UNIFORM -> Init.xavierUniform(weight);
      case TRUNC_NORMAL -> Init.truncatedNormal(weight, deviation);
      case FAN_IN_DEPTH_SCALED -> Init.varianceScalingTruncated(weight, depthScale);
      case ZERO -> Init.constant(weight, 0);
      case NORMAL -> Init.normal(weight, deviation);
      case PYTORCH, FAN_IN_NORMAL, FAN_IN, KAIMING ->
          throw new AssertionError("The constructor rejects " + style);
    }
  }
}
