// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.multimodal;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Block;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.nn.PosEmbedType;
import io.l3m.runtime.nn.Tokens;
import io.l3m.runtime.tensor.Scalars;
import io.l3m.runtime.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Merges tokens of an image and of a text: one after the other, or the image's in the place of
 * those that stand for it in the text.
 */
public final class VisionAndTextPreprocessor extends Block {

  private static final long NO_ID = -200;

  private final @Nullable Parameter posEmbed; // [context, D]
  private final boolean replaces;

  private VisionAndTextPreprocessor(Builder b) {
    Checks.that(
        b.posEmbedType != PosEmbedType.SINCOS,
        "Merged tokens know no sines and cosines; choose another `posEmbedType`");
    this.replaces =
        switch (b.mergeProtocol) {
          case "vision||text" -> false;
          case "replace_image_token" -> true;
          default ->
              throw new IllegalArgumentException(
                  "`mergeProtocol` must be `vision||text` or `replace_image_token`, but is `"
                      + b.mergeProtocol
                      + "`");
        };
    this.posEmbed =
        b.posEmbedType == null
            ? null
            : parameter(
                "positional_embedding",
                Checks.positive("contextLength", b.contextLength),
                Checks.positive("embedDim", b.embedDim));
  }

  @Override
  protected boolean isSampleWise() {
    return !replaces; // images that are found in the texts are counted through the batch
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Puts the image's tokens before the text's.
   *
   * @param vision {@code [B, V, D]}
   * @param text {@code [B, T, D]}
   * @return {@code [B, V + T, D]}
   */
  public Tensor forward(Tensor vision, Tensor text) {
    if (replaces) {
      throw new IllegalArgumentException(
          "To replace tokens, the ids of the text and the one that stands for images are needed");
    }
    return placed(Tensors.concatenate(1, List.of(vision, text)));
  }

  /**
   * Puts the image's tokens in the place of those that stand for it.
   *
   * @param vision {@code [n, V, D]}
   * @param text {@code [B, T, D]}
   * @param ids {@code [B, T]}, or one less where a class token comes first
   * @param imageTokenId the id that stands for images, its first element
   * @return {@code [B, T, D]}
   */
  public Tensor forward(Tensor vision, Tensor text, Tensor ids, Tensor imageTokenId) {
    return forwardAll(vision, text, ids, imageTokenId).output();
  }

  /**
   * As above, with the samples that have an image given rather than found.
   *
   * @param nonpadImagesMask {@code [B]} bool
   */
  public Tensor forward(
      Tensor vision, Tensor text, Tensor ids, Tensor imageTokenId, Tensor nonpadImagesMask) {
    return forwardAll(vision, text, ids, imageTokenId, nonpadImagesMask).output();
  }

  /**
   * All results.
   *
   * @param output {@code [B, T, D]}
   * @param textRead the same before positions, which takes the place of the text's tokens, {@code
   *     [B, T, D]}
   */
  public record All(Tensor output, Tensor textRead) {}

  /** As {@link #forward(Tensor, Tensor, Tensor, Tensor)}, and the text's tokens afterwards. */
  public All forwardAll(Tensor vision, Tensor text, Tensor ids, Tensor imageTokenId) {
    Tensor here = places(text, ids, imageTokenId);
    return replace(vision, text, here, here.any(1));
  }

  /**
   * As {@link #forward(Tensor, Tensor, Tensor, Tensor, Tensor)}, and the text's tokens afterwards.
   */
  public All forwardAll(
      Tensor vision, Tensor text, Tensor ids, Tensor imageTokenId, Tensor nonpadImagesMask) {
    return replace(vision, text, places(text, ids, imageTokenId), nonpadImagesMask);
  }

  private static Tensor places(Tensor text, Tensor ids, Tensor imageTokenId) {
    long wanted = imageTokenId.reshape(-1).select(0, 0).item_long();
    return aligned(ids, text).eq(Scalars.of(wanted));
  }

  private static Tensor aligned(Tensor ids, Tensor text) {
    if (ids.size(1) == text.size(1)) {
      return ids;
    }
    Tensor none = torch.full_like(ids.narrow(1, 0, 1), Scalars.of(NO_ID));
    return Tensors.concatenate(1, List.of(none, ids));
  }

  /** Of more places than tokens, or the other way round, as many as there are of both. */
  private All replace(Tensor vision, Tensor text, Tensor here, Tensor withImage) {
    long width = text.size(2);
    Tensor images = vision.index_select(0, withImage.nonzero().squeeze(1));
    Tensor tokens = images.reshape(-1, width).to(text.scalar_type());
    Tensor places = here.reshape(-1).nonzero().squeeze(1);
    long count = Math.min(tokens.size(0), places.size(0));
    Tensor flat = text.reshape(-1, width);
    Tensor merged = flat.index_copy(0, places.narrow(0, 0, count), tokens.narrow(0, 0, count));
    Tensor shaped = merged.view(text.size(0), text.size(1), width);
    return new All(placed(shaped), shaped);
  }

  private Tensor placed(Tensor tokens) {
    return posEmbed == null
        ? tokens
        : tokens.add(Tokens.prefix(posEmbed.tensor().unsqueeze(0), tokens));
  }

  @Override
  protected void initialise() {
    if (posEmbed != null) {
      Init.normal(posEmbed, 0.01);
    }
  }

  /** Parameters of {@link VisionAndTextPreprocessor}. */
  public static final class Builder {

    private String mergeProtocol = "vision||text";
    private long contextLength = 334;
    private @Nullable PosEmbedType posEmbedType;
    private long embedDim = 1024;

    private Builder() {}

    /** Either that or {@code replace_image_token}. */
    @CanIgnoreReturnValue
    public Builder mergeProtocol(String mergeProtocol) {
      this.mergeProtocol = mergeProtocol;
      return this;
    }

    /** Accepted and without effect, as in the original. */
    @CanIgnoreReturnValue
    public Builder paddingSide(String paddingSide) {
      return this;
    }

    /** Accepted and without effect, as in the original. */
    @CanIgnoreReturnValue
    public Builder ignoreIndex(long ignoreIndex) {
      return this;
    }

    /** Length of the table of positions; 334 unless set. */
    @CanIgnoreReturnValue
    public Builder contextLength(long contextLength) {
      this.contextLength = contextLength;
      return this;
    }

    /** The table of positions; none unless set. */
    @CanIgnoreReturnValue
    public Builder posEmbedType(PosEmbedType posEmbedType) {
      this.posEmbedType = posEmbedType;
      return this;
    }

    /** Width of that table; 1024 unless set. */
    @CanIgnoreReturnValue
    public Builder embedDim(long embedDim) {
      this.embedDim = embedDim;
      return this;
    }

    /** Makes the preprocessor. */
    public VisionAndTextPreprocessor build() {
      return new VisionAndTextPreprocessor(this);
    }
  }
}
