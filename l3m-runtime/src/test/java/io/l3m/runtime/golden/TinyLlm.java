// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.golden;

import io.l3m.runtime.block.Model;
import io.l3m.runtime.nn.EmbeddingInit;
import io.l3m.runtime.nn.PosEmbedType;
import io.l3m.runtime.nn.WeightInit;
import io.l3m.runtime.nn.attention.EfficientAttention;
import io.l3m.runtime.nn.ffn.SwiGluFfn;
import io.l3m.runtime.nn.head.LinearClassifier;
import io.l3m.runtime.nn.norm.LayerNormFp32;
import io.l3m.runtime.nn.text.TextPreprocessor;
import io.l3m.runtime.nn.trunk.Transformer;
import org.bytedeco.pytorch.Tensor;

/** The language model of {@code golden/train/llm}, as a generated program would write it. */
final class TinyLlm extends Model<TinyLlm.Batch, TinyLlm.Outputs> {

  record Batch(Tensor text) {}

  record Outputs(Tensor textTokens) {}

  private final TextPreprocessor preprocessor =
      child(
          "preprocessor",
          TextPreprocessor.builder()
              .embedDim(64)
              .vocabSize(97)
              .contextLength(33)
              .posEmbedType(PosEmbedType.SINCOS)
              .initStyle(EmbeddingInit.UNIFORM)
              .build());

  private final Transformer trunk =
      child(
          "trunk",
          Transformer.builder()
              .embedDim(64)
              .numBlocks(2)
              .mlpRatio(4)
              .ffnTarget(SwiGluFfn.builder())
              .normLayer(LayerNormFp32.builder().eps(1e-5))
              .attnTarget(
                  EfficientAttention.builder().dim(64).numHeads(4).qkvBias(false).isCausal(true))
              .weightInitStyle(WeightInit.FAN_IN_DEPTH_SCALED)
              .postTrunkNorm(true)
              .useBias(false)
              .build());

  private final LinearClassifier head =
      child(
          "head",
          LinearClassifier.builder()
              .inFeatures(64)
              .outFeatures(97)
              .weightInitStyle(WeightInit.FAN_IN_DEPTH_SCALED)
              .encoderNumBlocks(2)
              .useBias(false)
              .build());

  @Override
  public Outputs forward(Batch batch) {
    Tensor tokens = trunk.forward(preprocessor.forward(batch.text()));
    return new Outputs(head.forward(tokens));
  }
}
