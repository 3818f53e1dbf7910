// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.vision;

import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.nn.PosEmbedType;
import io.l3m.runtime.nn.SinCos;
import io.l3m.runtime.nn.Tokens;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** The class token and the positions that all preprocessors of images have. */
final class ImageTokens {

  private final Patchifier patchifier;
  private final @Nullable Parameter clsToken; // [1, 1, D]
  private final @Nullable Parameter posEmbed; // [1, cls + P, D]
  private final PosEmbedType type;

  ImageTokens(
      Patchifier patchifier,
      @Nullable Parameter clsToken,
      @Nullable Parameter posEmbed,
      PosEmbedType type) {
    this.patchifier = patchifier;
    this.clsToken = clsToken;
    this.posEmbed = posEmbed;
    this.type = type;
  }

  /** Whether there is a class token. */
  boolean hasClsToken() {
    return clsToken != null;
  }

  /** Puts the class token in front and adds positions. */
  Tensor complete(Tensor patches) {
    Tensor tokens = clsToken == null ? patches : Tokens.prepend(clsToken.tensor(), patches);
    return posEmbed == null ? tokens : tokens.add(Tokens.prefix(posEmbed.tensor(), tokens));
  }

  void initialise() {
    if (posEmbed != null) {
      switch (type) {
        case ABSOLUTE -> Init.normal(posEmbed, 0.02);
        case SINCOS -> {
          long cls = clsToken == null ? 0 : 1;
          Tensor table = SinCos.table(patchifier.embedDim(), cls, patchifier.grid());
          Init.copy(posEmbed, table.unsqueeze(0));
        }
      }
    }
    if (clsToken != null) {
      Init.normal(clsToken, 0.02);
    }
    Init.xavierUniformFlattened(patchifier.projectionWeight());
  }
}
