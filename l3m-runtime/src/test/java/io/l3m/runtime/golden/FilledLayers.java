// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.golden;

import static io.l3m.runtime.golden.FilledBlocksTest.attention;
import static io.l3m.runtime.golden.FilledBlocksTest.input;
import static io.l3m.runtime.golden.FilledBlocksTest.shape;
import static io.l3m.runtime.golden.FilledBlocksTest.x;

import io.l3m.runtime.nn.attention.Attention;
import io.l3m.runtime.nn.attention.DclmAttention;
import io.l3m.runtime.nn.attention.GeneralizedAttention;
import io.l3m.runtime.nn.attention.GenericAttention;
import io.l3m.runtime.nn.attention.HfAttention;
import io.l3m.runtime.nn.attention.Rope;
import io.l3m.runtime.nn.head.AttentionPoolingClassifier;
import io.l3m.runtime.nn.head.ClipHead;
import io.l3m.runtime.nn.head.SimpleDecoder;
import io.l3m.runtime.nn.head.SimplifiedAttentionPoolingClassifier;
import io.l3m.runtime.nn.layer.GenericIdentity;
import io.l3m.runtime.nn.layer.PerceiverResampler;
import io.l3m.runtime.nn.norm.RmsNorm;
import io.l3m.runtime.nn.trunk.TransformerDecoder;
import io.l3m.runtime.nn.vision.TextPreprocessor;
import io.l3m.runtime.tensor.Tensors;
import java.util.List;

/** More cases for {@link FilledBlocksTest}: other attentions, decoders and heads. */
final class FilledLayers {

  private FilledLayers() {}

  static List<FilledBlocksTest.Case> cases() {
    return List.of(
        attention(
            "attention",
            Attention.builder().dim(16).numHeads(2).qkScale(0.25).build(),
            0.234867,
            0.1272836,
            0.109589,
            -0.108051,
            -0.225445,
            0.065132),
        attention(
            "dclm attention",
            DclmAttention.builder()
                .dim(16)
                .numHeads(2)
                .isCausal(true)
                .qkNorm(RmsNorm.builder())
                .ropePosEmbed(Rope.builder().contextLength(8).embedDim(16).numHeads(2).build())
                .build(),
            0.241946,
            0.1307197,
            0.135060,
            -0.101977,
            -0.255418,
            0.081273),
        FilledBlocksTest.of(
            "generalized attention",
            GeneralizedAttention.builder().dim(16).encoderDim(8).numHeads(2).build(),
            b -> b.forward(x(), input(2, 3, 8), input(2, 3, 8)),
            shape(2, 4, 16),
            0.219267,
            0.1231979,
            0.074813,
            -0.144817,
            -0.163418,
            0.055924),
        attention(
            "hf attention",
            HfAttention.builder().dim(16).numHeads(4).numKeyValueHeads(2).build(),
            -2.045269,
            0.1313216,
            -0.182070,
            -0.025529,
            0.133805,
            0.145644),
        FilledBlocksTest.of(
            "transformer decoder",
            TransformerDecoder.builder()
                .embedDim(16)
                .numBlocks(2)
                .selfAttnTarget(GenericAttention.builder().dim(16).numHeads(2).isCausal(true))
                .crossAttnTarget(GeneralizedAttention.builder().dim(16).encoderDim(8).numHeads(2))
                .build(),
            b -> b.forward(x(), input(2, 3, 8)),
            shape(2, 4, 16),
            -4.667316,
            0.8715002,
            0.453067,
            -1.172770,
            0.850109,
            2.108596),
        FilledBlocksTest.of(
            "text preprocessor beside images",
            TextPreprocessor.builder().vocabSize(8).embedDim(16).contextLength(5).build(),
            b -> b.forward(Tensors.ofLongs(new long[] {1, 2, 3, 4, 5, 5, 4, 3, 2, 1}, 2, 5)),
            shape(2, 6, 16),
            -0.545089,
            0.1907778,
            0.265013,
            -0.026053,
            -0.278951,
            -0.123185),
        FilledBlocksTest.of(
            "simple decoder",
            SimpleDecoder.builder()
                .attnTarget(GenericIdentity.builder())
                .inputDim(16)
                .numLayers(2)
                .embedDim(16)
                .outputDim(6)
                .patchSize(4)
                .imageSize(8)
                .build(),
            b -> b.forward(x()),
            shape(2, 4, 6),
            -2.834190,
            0.2828152,
            -0.374666,
            -0.321030,
            0.479297,
            0.139844),
        FilledBlocksTest.of(
            "clip head",
            ClipHead.builder().inFeatures(16).outFeatures(8).applyTemperature(true).build(),
            b -> b.forward(x().select(1, 0)),
            shape(2, 8),
            0.442213,
            0.3598913,
            0.441679,
            0.164506,
            -0.563609,
            0.253233),
        FilledBlocksTest.of(
            "attention pooling classifier",
            AttentionPoolingClassifier.builder()
                .dim(16)
                .outFeatures(5)
                .numHeads(2)
                .numQueries(2)
                .build(),
            b -> b.forward(x()),
            shape(2, 5),
            -0.013806,
            0.2115585,
            -0.402905,
            0.235707,
            0.161015,
            -0.135760),
        FilledBlocksTest.of(
            "simplified attention pooling classifier",
            SimplifiedAttentionPoolingClassifier.builder()
                .dim(16)
                .outFeatures(5)
                .numHeads(2)
                .useBatchnorm(true)
                .useLayernorm(true)
                .build(),
            b -> b.forward(x()),
            shape(2, 5),
            -0.050077,
            0.2073598,
            -0.445972,
            0.231081,
            0.207511,
            -0.165596),
        FilledBlocksTest.of(
            "perceiver resampler",
            PerceiverResampler.builder().dim(16).numHeads(2).numQueries(3).build(),
            b -> b.forward(x()),
            shape(2, 3, 16),
            0.006621,
            0.0328238,
            -0.003174,
            0.036579,
            -0.023937,
            -0.018837));
  }
}
