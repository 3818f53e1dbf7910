// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.vision;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Block;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.nn.PosEmbedType;
import io.l3m.runtime.nn.Tokens;
import io.l3m.runtime.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Tokens of images: patches, a class token in front, positions, and some tokens dropped. */
public final class VitPreprocessor extends Block {

  private final Patchifier patchifier;
  private final ImageTokens tokens;
  private final boolean dropPatches;

  private VitPreprocessor(Builder b) {
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
    return tokens.complete(patchifier.forward(image));
  }

  /**
   * Makes tokens of images, without those of masked patches if {@code dropPatches} is set.
   *
   * @param image {@code [B, C, height, width]}
   * @param mask {@code [B, P]} bool, true for patches to drop, as many in each image
   * @return {@code [B, cls + kept, D]}
   */
  public Tensor forward(Tensor image, Tensor mask) {
    Tensor all = forward(image);
    if (!dropPatches) {
      return all;
    }
    if (!tokens.hasClsToken()) {
      return Tokens.select(all, mask.logical_not());
    }
    Tensor patches = Tokens.select(all.narrow(1, 1, all.size(1) - 1), mask.logical_not());
    return Tensors.concatenate(1, List.of(all.narrow(1, 0, 1), patches));
  }

  @Override
  protected void initialise() {
    tokens.initialise();
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
