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
import io.l3m.runtime.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Tokens of images: patches, a class token in front, positions, and some tokens dropped. */
public final class VitPreprocessor extends Block {

  private final Patchifier patchifier;
  private final @Nullable Parameter clsToken; // [1, 1, D]
  private final @Nullable Parameter posEmbed; // [1, cls + P, D]
  private final PosEmbedType posEmbedType;
  private final boolean dropPatches;

  private VitPreprocessor(Builder b) {
    this.patchifier = Checks.given("patchifier", b.patchifier);
    long width = patchifier.embedDim();
    long tokens = patchifier.patches() + (b.clsToken ? 1 : 0);
    this.clsToken = b.clsToken ? parameter("cls_token", 1, 1, width) : null;
    this.posEmbed =
        switch (b.posEmbedType) {
          case ABSOLUTE -> parameter("pos_embed", 1, tokens, width);
          case SINCOS -> frozen("pos_embed", 1, tokens, width);
          case null -> null;
        };
    this.posEmbedType = b.posEmbedType == null ? PosEmbedType.ABSOLUTE : b.posEmbedType;
    this.dropPatches = b.dropPatches;
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
   * Makes tokens of whole images.
   *
   * @param image {@code [B, C, height, width]}
   * @return {@code [B, cls + P, D]}
   */
  public Tensor forward(Tensor image) {
    Tensor patches = patchifier.forward(image);
    Tensor tokens = clsToken == null ? patches : Tokens.prepend(clsToken.tensor(), patches);
    return posEmbed == null ? tokens : tokens.add(Tokens.prefix(posEmbed.tensor(), tokens));
  }

  /**
   * Makes tokens of images, without those of masked patches if {@code dropPatches} is set.
   *
   * @param image {@code [B, C, height, width]}
   * @param mask {@code [B, P]} bool, true for patches to drop, as many in each image
   * @return {@code [B, cls + kept, D]}
   */
  public Tensor forward(Tensor image, Tensor mask) {
    Tensor tokens = forward(image);
    if (!dropPatches) {
      return tokens;
    }
    if (clsToken == null) {
      return Tokens.select(tokens, mask.logical_not());
    }
    Tensor patches = Tokens.select(tokens.narrow(1, 1, tokens.size(1) - 1), mask.logical_not());
    return Tensors.concatenate(1, List.of(tokens.narrow(1, 0, 1), patches));
  }

  @Override
  protected void initialise() {
    if (posEmbed != null) {
      switch (posEmbedType) {
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

  /** Parameters of {@link VitPreprocessor}. */
  public static final class Builder {

    private @Nullable Patchifier patchifier;
    private @Nullable PosEmbedType posEmbedType;
    private boolean dropPatches;
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

    /** Whether masked patches are dropped; false unless set. */
    @CanIgnoreReturnValue
    public Builder dropPatches(boolean dropPatches) {
      this.dropPatches = dropPatches;
      return this;
    }

    /** Whether a learned token comes first; true unless set. */
    @CanIgnoreReturnValue
    public Builder clsToken(boolean clsToken) {
      this.clsToken = clsToken;
      return this;
    }

    /** Makes the preprocessor. */
    public VitPreprocessor build() {
      return new VitPreprocessor(this);
    }
  }
}
