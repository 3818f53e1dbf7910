// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.trunk;

import io.l3m.runtime.block.Block;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.nn.DenseLayer;
import io.l3m.runtime.nn.WeightInit;
import io.l3m.runtime.nn.norm.AffineLayerNorm;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a trunk initialises all linear layers and layer norms below it. */
final class TrunkInit {

  private final @Nullable WeightInit style;
  private final long blocks;

  private TrunkInit(@Nullable WeightInit style, long blocks) {
    this.style = style;
    this.blocks = blocks;
  }

  /** Weights stay as PyTorch makes them where {@code style} is null. */
  static TrunkInit of(@Nullable WeightInit style, long blocks, WeightInit... accepted) {
    Checks.that(
        style == null || List.of(accepted).contains(style),
        "`weightInitStyle` must be one of %s, but is %s"
            .formatted(Arrays.toString(accepted), style));
    return new TrunkInit(style, blocks);
  }

  void apply(Block root) {
    root.forEachPostOrder(this::applyTo);
  }

  private void applyTo(Block block) {
    if (block instanceof DenseLayer linear) {
      if (style != null) {
        weight(linear.weight(), style);
      }
      linear.bias().ifPresent(bias -> Init.constant(bias, 0));
    } else if (block instanceof AffineLayerNorm norm) {
      norm.reset();
    }
  }

  private void weight(Parameter weight, WeightInit rule) {
    switch (rule) {
      case XAVIER_UNIFORM, XAVIER -> Init.xavierUniform(weight);
      case PYTORCH, TRUNC_NORMAL -> Init.truncatedNormal(weight, 0.02);
      case FAN_IN_DEPTH_SCALED ->
          Init.varianceScalingTruncated(weight, 1.0 / (double) (1 + blocks));
      case NORMAL -> Init.normal(weight, 0.02);
      case FAN_IN_NORMAL, FAN_IN -> Init.varianceScalingNormal(weight, 1.0);
      case KAIMING -> Init.kaimingNormal(weight, Math.sqrt(2.0));
      case ZERO -> Init.constant(weight, 0);
    }
  }

  /** Divides the weights that write into the residual stream by √(2 · (block + 1)), as GPT-2. */
  static void rescaleResidualWrites(long block, Parameter... weights) {
    for (Parameter weight : weights) {
      Init.divide(weight, Math.sqrt(2.0 * (double) (block + 1)));
    }
  }
}
