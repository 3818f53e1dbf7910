// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.vision;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Block;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.nn.PosEmbedType;
import io.l3m.runtime.nn.SinCos;
import io.l3m.runtime.nn.Tokens;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Tokens of images: those of patches, a class token in front and positions if asked for. */
abstract sealed class ImagePreprocessor extends Block
    permits VitPreprocessor, OpenAiClipVitProcessor, OpenAiClipVitProcessorWithRegisters {

  private final Patchifier patchifier;
  private final @Nullable Parameter clsToken; // [1, 1, D]
  private final @Nullable Parameter posEmbed; // [1, cls + P, D]
  private final @Nullable PosEmbedType posEmbedType;

  ImagePreprocessor(Builder<?> b) {
    this.patchifier = Checks.given("patchifier", b.patchifier);
    long width = patchifier.embedDim();
    long places = patchifier.patches() + (b.clsToken ? 1 : 0);
    this.clsToken = b.clsToken ? parameter("cls_token", 1, 1, width) : null;
    this.posEmbedType = b.posEmbedType;
    this.posEmbed =
        switch (b.posEmbedType) {
          case ABSOLUTE -> parameter("pos_embed", 1, places, width);
          case SINCOS -> frozen("pos_embed", 1, places, width);
          case null -> null;
        };
    child("patchifier", patchifier);
  }

  @Override
  protected final boolean isSampleWise() {
    return true;
  }

  final Patchifier patchifier() {
    return patchifier;
  }

  final boolean hasClsToken() {
    return clsToken != null;
  }

  /** Puts the class token in front and adds positions. */
  final Tensor complete(Tensor patches) {
    Tensor tokens = clsToken == null ? patches : Tokens.prepend(clsToken.tensor(), patches);
    return posEmbed == null ? tokens : tokens.add(Tokens.prefix(posEmbed.tensor(), tokens));
  }

  /** As in CLIP, where the patchifier's norm comes last. */
  final Tensor completeThenNormalise(Tensor image) {
    return patchifier.normalise(complete(patchifier.project(image)));
  }

  @Override
  protected final void initialise() {
    if (posEmbed != null && posEmbedType != null) {
      switch (posEmbedType) {
        case ABSOLUTE -> Init.normal(posEmbed, 0.02);
        case SINCOS -> {
          long leading = clsToken == null ? 0 : 1;
          Tensor table = SinCos.table(patchifier.embedDim(), leading, patchifier.grid());
          Init.copy(posEmbed, table.unsqueeze(0));
        }
      }
    }
    if (clsToken != null) {
      Init.normal(clsToken, 0.02);
    }
    Init.xavierUniformFlattened(patchifier.projectionWeight());
  }

  /** The parameters that all preprocessors of images have. */
  abstract static class Builder<S extends Builder<S>> {

    private @Nullable Patchifier patchifier;
    private @Nullable PosEmbedType posEmbedType;
    private boolean clsToken = true;

    abstract S self();

    /** Makes the tokens of patches. */
    @CanIgnoreReturnValue
    public S patchifier(Patchifier patchifier) {
      this.patchifier = patchifier;
      return self();
    }

    /** The table of positions; none unless set. */
    @CanIgnoreReturnValue
    public S posEmbedType(PosEmbedType posEmbedType) {
      this.posEmbedType = posEmbedType;
      return self();
    }

    /** Whether a learned token comes first; true unless set. */
    @CanIgnoreReturnValue
    public S clsToken(boolean clsToken) {
      this.clsToken = clsToken;
      return self();
    }
  }
}
