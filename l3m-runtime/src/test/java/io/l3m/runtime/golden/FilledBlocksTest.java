// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.l3m.runtime.block.Block;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.block.Parameters;
import io.l3m.runtime.nn.Layer;
import io.l3m.runtime.nn.PosEmbedType;
import io.l3m.runtime.nn.activation.QuickGelu;
import io.l3m.runtime.nn.attention.EfficientAttention;
import io.l3m.runtime.nn.attention.GenericAttention;
import io.l3m.runtime.nn.attention.Rope;
import io.l3m.runtime.nn.attention.SelfAttention;
import io.l3m.runtime.nn.ffn.Mlp;
import io.l3m.runtime.nn.ffn.SwiGluFfn;
import io.l3m.runtime.nn.head.LinearClassifier;
import io.l3m.runtime.nn.norm.LayerNormFp32;
import io.l3m.runtime.nn.norm.RmsNorm;
import io.l3m.runtime.nn.text.TextPreprocessor;
import io.l3m.runtime.nn.trunk.Transformer;
import io.l3m.runtime.nn.vision.PatchEmbed;
import io.l3m.runtime.nn.vision.PatchEmbedLinear;
import io.l3m.runtime.nn.vision.VitPreprocessor;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.GradMode;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares blocks in evaluation mode with the original's: trainable parameters filled by a formula
 * from their names, inputs by another.
 */
final class FilledBlocksTest {

  /**
   * One block and what the original gives.
   *
   * @param run computes the output of the block
   */
  record Case(
      String name,
      Block block,
      Function<Block, Tensor> run,
      List<Long> shape,
      double sum,
      double meanAbs,
      List<Double> first) {

    @Override
    public String toString() {
      return name;
    }
  }

  static <T extends Block> Case of(
      String name, T block, Function<T, Tensor> run, long[] shape, double... figures) {
    @SuppressWarnings("unchecked")
    Function<Block, Tensor> plain = any -> run.apply((T) any);
    List<Double> first = Arrays.stream(figures).skip(2).boxed().toList();
    List<Long> sizes = Arrays.stream(shape).boxed().toList();
    return new Case(name, block, plain, sizes, figures[0], figures[1], first);
  }

  static Case layer(String name, Layer block, double... figures) {
    return of(name, block, b -> b.forward(x()), shape(2, 4, 16), figures);
  }

  static Case attention(String name, SelfAttention block, double... figures) {
    return of(name, block, b -> b.forward(x()), shape(2, 4, 16), figures);
  }

  static List<Case> cases() {
    return List.of(
        attention(
            "generic attention",
            GenericAttention.builder().dim(16).numHeads(2).build(),
            0.204185,
            0.1299899,
            0.064581,
            -0.206375,
            -0.107561,
            0.076081),
        attention(
            "generic attention with everything",
            GenericAttention.builder()
                .dim(16)
                .numHeads(4)
                .numKvHeads(2)
                .isCausal(true)
                .qkvBias(true)
                .qkNorm(RmsNorm.builder())
                .rope(Rope.builder().contextLength(8).headDim(4).build())
                .build(),
            0.342305,
            0.1884952,
            0.141102,
            0.043220,
            -0.369078,
            0.020320),
        of(
            "generic attention with a prefix mask",
            GenericAttention.builder().dim(16).numHeads(2).build(),
            b -> b.forward(x(), prefixMask()),
            shape(2, 4, 16),
            0.193594,
            0.1277463,
            0.047966,
            -0.218742,
            -0.081779,
            0.069339),
        attention(
            "efficient attention",
            EfficientAttention.builder().dim(16).numHeads(2).isCausal(true).qkScale(0.25).build(),
            0.241901,
            0.1307560,
            0.135060,
            -0.101977,
            -0.255418,
            0.081273),
        layer(
            "mlp",
            Mlp.builder().inFeatures(16).hiddenFeatures(32).build(),
            1.375261,
            0.2348616,
            0.081963,
            0.281536,
            -0.440947,
            -0.008340),
        layer(
            "swiglu",
            SwiGluFfn.builder().inFeatures(16).hiddenFeatures(64).multipleOf(8).build(),
            1.858691,
            0.1302954,
            0.181578,
            0.022632,
            -0.172365,
            -0.099226),
        layer(
            "rms norm",
            RmsNorm.builder().dim(16).build(),
            0.822251,
            0.1116994,
            -0.080898,
            0.229559,
            0.157017,
            -0.058903),
        layer(
            "layer norm in float32",
            LayerNormFp32.builder().normalizedShape(16).eps(1e-5).build(),
            -1.203719,
            0.1734021,
            -0.237187,
            0.078050,
            0.232089,
            0.133068),
        layer(
            "quick gelu",
            QuickGelu.builder().build(),
            23.535871,
            0.3202595,
            0.845796,
            0.773989,
            0.574889,
            0.302664),
        of(
            "transformer",
            Transformer.builder()
                .embedDim(16)
                .numBlocks(2)
                .attnTarget(GenericAttention.builder().dim(16).numHeads(2))
                .build(),
            b -> b.forward(x()),
            shape(2, 4, 16),
            -4.820682,
            0.8889973,
            0.277021,
            -0.672136,
            1.172187,
            1.876075),
        of(
            "transformer with everything",
            causalTransformer(),
            b -> b.forward(x()),
            shape(2, 4, 16),
            -0.716426,
            0.1105944,
            -0.002637,
            -0.253734,
            -0.106888,
            0.095876),
        of(
            "vision preprocessor",
            VitPreprocessor.builder()
                .patchifier(
                    PatchEmbed.builder()
                        .imgSize(8)
                        .patchSize(4)
                        .embedDim(16)
                        .normLayer(RmsNorm.builder())
                        .build())
                .posEmbedType(PosEmbedType.SINCOS)
                .clsToken(true)
                .build(),
            b -> b.forward(input(2, 3, 8, 8)),
            shape(2, 5, 16),
            62.736932,
            0.4504347,
            0.082424,
            -0.153537,
            -0.164566,
            0.065495),
        of(
            "vision preprocessor that drops patches",
            VitPreprocessor.builder()
                .patchifier(PatchEmbedLinear.builder().imgSize(8).patchSize(4).embedDim(16).build())
                .posEmbedType(PosEmbedType.ABSOLUTE)
                .clsToken(false)
                .dropPatches(true)
                .build(),
            b -> b.forward(input(2, 3, 8, 8), bools("FFTTFTTF", 2, 4)),
            shape(2, 2, 16),
            0.749236,
            0.2018105,
            0.083137,
            -0.199371,
            -0.411886,
            -0.191329),
        of(
            "text preprocessor",
            TextPreprocessor.builder()
                .embedDim(16)
                .vocabSize(8)
                .contextLength(6)
                .posEmbedType(PosEmbedType.SINCOS)
                .build(),
            b -> b.forward(Tensors.ofLongs(new long[] {1, 2, 3, 4, 5, 5, 4, 3, 2, 1}, 2, 5)),
            shape(2, 4, 16),
            61.278592,
            0.5762540,
            -0.156555,
            0.078047,
            0.198310,
            0.028048),
        of(
            "linear classifier",
            LinearClassifier.builder().inFeatures(16).outFeatures(5).useLayernorm(true).build(),
            b -> b.forward(x().select(1, 0)),
            shape(2, 5),
            -0.042805,
            0.2105111,
            -0.418398,
            0.230131,
            0.180641,
            -0.144730));
  }

  private static Transformer causalTransformer() {
    return Transformer.builder()
        .embedDim(16)
        .numBlocks(2)
        .attnTarget(GenericAttention.builder().dim(16).numHeads(2).isCausal(true))
        .ffnTarget(SwiGluFfn.builder().multipleOf(8))
        .normLayer(RmsNorm.builder().eps(1e-5))
        .postTrunkNorm(true)
        .useBias(false)
        .build();
  }

  @ParameterizedTest
  @MethodSource({"cases", "io.l3m.runtime.golden.FilledLayers#cases"})
  void computesWhatTheOriginalDoes(Case data) {
    Parameters parameters = Parameters.of(data.block()).allocate(Device.CPU).initialise(0);
    parameters.trainable().forEach(FilledBlocksTest::fill);
    data.block().eval();
    try (TensorScope scope = TensorScope.open();
        GradMode none = GradMode.disabled()) {
      Tensor output = data.run().apply(data.block());
      assertThat(Arrays.stream(output.shape()).boxed().toList()).isEqualTo(data.shape());
      float[] values = Tensors.toFloats(output);
      double sum = 0;
      double magnitude = 0;
      for (float value : values) {
        sum += value;
        magnitude += Math.abs(value);
      }
      assertThat(sum).isCloseTo(data.sum(), within(2e-5));
      assertThat(magnitude / values.length).isCloseTo(data.meanAbs(), within(1e-6));
      for (int i = 0; i < data.first().size(); i++) {
        assertThat((double) values[i]).isCloseTo(data.first().get(i), within(2e-6));
      }
    }
  }

  /** Element i is 0.2 · sin(1.3 i + length of the name). */
  private static void fill(Parameter parameter) {
    float[] values = new float[Math.toIntExact(parameter.count())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.2 * Math.sin(1.3 * i + parameter.name().length()));
    }
    try (GradMode none = GradMode.disabled()) {
      parameter.tensor().copy_(Tensors.ofFloats(values, parameter.shape()));
    }
  }

  static Tensor x() {
    return input(2, 4, 16);
  }

  static Tensor input(long... shape) {
    int count = 1;
    for (long size : shape) {
      count = Math.toIntExact(count * size);
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) Math.cos(0.37 * i);
    }
    return Tensors.ofFloats(values, shape);
  }

  /** Causal, and everybody sees the first two tokens of the first text, or one of the second. */
  private static Tensor prefixMask() {
    return bools("TTFFTTFFTTTFTTTT" + "TFFFTTFFTTTFTTTT", 2, 4, 4);
  }

  static Tensor bools(String letters, long... shape) {
    boolean[] values = new boolean[letters.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = letters.charAt(i) == 'T';
    }
    return Tensors.ofBools(values, shape);
  }

  static long[] shape(long... sizes) {
    return sizes;
  }
}
