// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.l3m.runtime.block.Block;
import io.l3m.runtime.block.NamedTensor;
import io.l3m.runtime.block.Parameters;
import io.l3m.runtime.nn.PosEmbedType;
import io.l3m.runtime.nn.WeightInit;
import io.l3m.runtime.nn.attention.GenericAttention;
import io.l3m.runtime.nn.ffn.SwiGluFfn;
import io.l3m.runtime.nn.head.LinearClassifier;
import io.l3m.runtime.nn.norm.RmsNorm;
import io.l3m.runtime.nn.trunk.Transformer;
import io.l3m.runtime.nn.vision.PatchEmbed;
import io.l3m.runtime.nn.vision.VitPreprocessor;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** First values of one small model with seed 0, beside the printed ones of the original. */
final class StartingValuesTest {

  private static final double LAST_DIGIT = 5.1e-7;
  private static final double LAST_DIGIT_OF_SUM = 5.1e-6;

  /** A vision transformer of one block. */
  private static final class Tiny extends Block {

    Tiny() {
      child(
          "preprocessor",
          VitPreprocessor.builder()
              .patchifier(
                  PatchEmbed.builder()
                      .imgSize(8)
                      .patchSize(4)
                      .embedDim(16)
                      .normLayer(RmsNorm.builder())
                      .build())
              .posEmbedType(PosEmbedType.ABSOLUTE)
              .build());
      child(
          "trunk",
          Transformer.builder()
              .embedDim(16)
              .numBlocks(1)
              .attnTarget(GenericAttention.builder().dim(16).numHeads(2))
              .ffnTarget(SwiGluFfn.builder().multipleOf(8))
              .normLayer(RmsNorm.builder())
              .weightInitStyle(WeightInit.XAVIER_UNIFORM)
              .useBias(false)
              .build());
      child(
          "head",
          LinearClassifier.builder()
              .inFeatures(16)
              .outFeatures(4)
              .weightInitStyle(WeightInit.FAN_IN_DEPTH_SCALED)
              .encoderNumBlocks(1)
              .build());
    }
  }

  private static Stream<NamedTensor> values() {
    Parameters parameters = Parameters.of(new Tiny()).allocate(Device.CPU);
    parameters.initialise(0);
    return parameters.stateDict().stream();
  }

  @Test
  void theModelHasTheseParametersInThisOrder() {
    try (TensorScope scope = TensorScope.open()) {
      assertThat(values().map(NamedTensor::name))
          .containsExactly(
              "preprocessor.cls_token",
              "preprocessor.pos_embed",
              "preprocessor.patchifier.proj.weight",
              "preprocessor.patchifier.proj.bias",
              "preprocessor.patchifier.norm.weight",
              "trunk.blocks.0.attn.q_proj.weight",
              "trunk.blocks.0.attn.k_proj.weight",
              "trunk.blocks.0.attn.v_proj.weight",
              "trunk.blocks.0.attn.proj.weight",
              "trunk.blocks.0.norm_1.weight",
              "trunk.blocks.0.mlp.fc1.weight",
              "trunk.blocks.0.mlp.fc2.weight",
              "trunk.blocks.0.mlp.fc3.weight",
              "trunk.blocks.0.norm_2.weight",
              "head.linear.weight",
              "head.linear.bias");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "preprocessor.cls_token, 16, 0.009846, -0.016395, 0.04582",
    "preprocessor.pos_embed, 80, -0.039415, 0.034624, 0.12412",
    "preprocessor.patchifier.proj.weight, 768, -0.225953, 0.110676, 1.74500",
    "preprocessor.patchifier.proj.bias, 16, 0.136823, 0.112659, 0.06790",
    "preprocessor.patchifier.norm.weight, 16, 1, 1, 16",
    "trunk.blocks.0.attn.q_proj.weight, 256, -0.364715, 0.088638, -10.84112",
    "trunk.blocks.0.attn.k_proj.weight, 256, -0.157085, 0.328358, 3.06625",
    "trunk.blocks.0.attn.v_proj.weight, 256, -0.302527, -0.269364, -0.98966",
    "trunk.blocks.0.attn.proj.weight, 256, -0.238437, 0.099085, -2.18369",
    "trunk.blocks.0.norm_1.weight, 16, 1, 1, 16",
    "trunk.blocks.0.mlp.fc1.weight, 768, 0.032655, 0.118157, -2.53990",
    "trunk.blocks.0.mlp.fc2.weight, 768, -0.136615, 0.017119, 3.80270",
    "trunk.blocks.0.mlp.fc3.weight, 768, -0.084944, -0.232200, 3.53489",
    "trunk.blocks.0.norm_2.weight, 16, 1, 1, 16",
    "head.linear.weight, 64, 0.166338, 0.347827, -1.10419",
    "head.linear.bias, 4, 0, 0, 0",
  })
  void eachParameterStartsAsInTheOriginal(
      String name, int count, double first, double second, double sum) {
    try (TensorScope scope = TensorScope.open()) {
      float[] values =
          values()
              .filter(tensor -> tensor.name().equals(name))
              .findFirst()
              .map(tensor -> Tensors.toFloats(tensor.tensor()))
              .orElseThrow();
      assertThat(values).hasSize(count);
      assertThat((double) values[0]).isCloseTo(first, within(LAST_DIGIT));
      assertThat((double) values[1]).isCloseTo(second, within(LAST_DIGIT));
      double total = IntStream.range(0, count).mapToDouble(i -> values[i]).sum();
      assertThat(total).isCloseTo(sum, within(LAST_DIGIT_OF_SUM));
    }
  }
}
