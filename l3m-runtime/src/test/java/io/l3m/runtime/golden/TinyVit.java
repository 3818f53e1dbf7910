// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.golden;

import io.l3m.runtime.block.Model;
import io.l3m.runtime.nn.PosEmbedType;
import io.l3m.runtime.nn.WeightInit;
import io.l3m.runtime.nn.attention.GenericAttention;
import io.l3m.runtime.nn.head.LinearClassifier;
import io.l3m.runtime.nn.select.ExtractCls;
import io.l3m.runtime.nn.trunk.DropPathType;
import io.l3m.runtime.nn.trunk.Transformer;
import io.l3m.runtime.nn.vision.PatchEmbed;
import io.l3m.runtime.nn.vision.VitPreprocessor;
import org.bytedeco.pytorch.Tensor;

/** The vision transformer of {@code golden/train/vit}, as a generated program would write it. */
final class TinyVit extends Model<TinyVit.Batch, TinyVit.Outputs> {

  record Batch(Tensor image, Tensor target) {}

  record Outputs(Tensor imageTokens, Tensor imageEmbed, Tensor imageLogits) {}

  private final VitPreprocessor preprocessor =
      child(
          "preprocessor",
          VitPreprocessor.builder()
              .patchifier(
                  PatchEmbed.builder().imgSize(32).patchSize(8).inChans(3).embedDim(48).build())
              .posEmbedType(PosEmbedType.ABSOLUTE)
              .dropPatches(false)
              .clsToken(true)
              .build());

  private final Transformer trunk =
      child(
          "trunk",
          Transformer.builder()
              .embedDim(48)
              .numBlocks(2)
              .dropPathRate(0.0)
              .dropPathType(DropPathType.UNIFORM)
              .mlpRatio(4)
              .attnTarget(GenericAttention.builder().dim(48).numHeads(4).qkvBias(true))
              .weightInitStyle(WeightInit.XAVIER_UNIFORM)
              .postTrunkNorm(true)
              .useBias(false)
              .build());

  private final ExtractCls postprocessor =
      child("postprocessor", ExtractCls.builder().index(0).build());

  private final LinearClassifier head =
      child(
          "head",
          LinearClassifier.builder()
              .inFeatures(48)
              .outFeatures(10)
              .useLayernorm(true)
              .weightInitStyle(WeightInit.TRUNC_NORMAL)
              .build());

  @Override
  public Outputs forward(Batch batch) {
    Tensor tokens = trunk.forward(preprocessor.forward(batch.image()));
    Tensor embed = postprocessor.forward(tokens);
    return new Outputs(tokens, embed, head.forward(embed));
  }
}
