// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.vision;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Block;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.nn.PosEmbedType;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Tokens of images as in CLIP: the patchifier's norm comes after class token and positions. */
public final class OpenAiClipVitProcessor extends Block {

  private final Patchifier patchifier;
  private final ImageTokens tokens;

  private OpenAiClipVitProcessor(Builder b) {
    this.patchifier = Checks.given("patchifier", b.patchifier);
    long width = patchifier.embedDim();
    long places = patchifier.patches() + (b.clsToken ? 1 : 0);
    Parameter cls = b.clsToken ? parameter("cls_token", 1, 1, width) : null;
    Parameter table =
        switch (b.posEmbedType) {
          case ABSOLUTE -> parameter("pos_embed", 1, places, width);
          case SINCOS -> frozen("pos_embed", 1, places, width);
          case null -> null;
        };
    PosEmbedType type = b.posEmbedType == null ? PosEmbedType.ABSOLUTE : b.posEmbedType;
    this.tokens = new ImageTokens(patchifier, cls, table, type);
    child("patchifier", patchifier);
  }

  @Override
  protected boolean isSampleWise() {
    return true;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Makes tokens.
   *
   * @param image {@code [B, C, height, width]}
   * @return {@code [B, cls + P, D]}
   */
  public Tensor forward(Tensor image) {
    return patchifier.normalise(tokens.complete(patchifier.project(image)));
  }

  @Override
  protected void initialise() {
    tokens.initialise();
  }

  /** Parameters of {@link OpenAiClipVitProcessor}. */
  public static final class Builder {

    private @Nullable Patchifier patchifier;
    private @Nullable PosEmbedType posEmbedType;
    private boolean clsToken = true;

    private Builder() {}

    /** Makes the tokens of patches. */
    @CanIgnoreReturnValue
    public Builder patchifier(Patchifier patchifier) {
      this.patchifier = patchifier;
      return this;
    }

    /** The table of positions; none unless set. */
    @CanIgnoreReturnValue
    public Builder posEmbedType(PosEmbedType posEmbedType) {
      this.posEmbedType = posEmbedType;
      return this;
    }

    /** Accepted and without effect, as in the original. */
    @CanIgnoreReturnValue
    public Builder dropPatches(boolean dropPatches) {
      return this;
    }

    /** Whether a learned token comes first; true unless set. */
    @CanIgnoreReturnValue
    public Builder clsToken(boolean clsToken) {
      this.clsToken = clsToken;
      return this;
    }

    /** Makes the preprocessor. */
    public OpenAiClipVitProcessor build() {
      return new OpenAiClipVitProcessor(this);
    }
  }
}
