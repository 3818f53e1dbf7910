// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.vision;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Block;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.nn.Embedding;
import io.l3m.runtime.nn.EmbeddingInit;
import io.l3m.runtime.nn.PosEmbedType;
import io.l3m.runtime.nn.Tokens;
import io.l3m.runtime.nn.norm.NormFactory;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Tokens of texts beside images: a class token in front, positions, long texts cut. */
public final class TextPreprocessor extends Block {

  private final Embedding embedding; // [V, D]
  private final @Nullable Parameter posEmbed; // [cls + context, D]
  private final @Nullable Parameter clsToken; // [1, 1, D]
  private final @Nullable EmbeddingInit initStyle;
  private final double deviation;
  private final boolean zeroClsToken;

  private TextPreprocessor(Builder b) {
    long width = Checks.positive("embedDim", b.embedDim);
    long places = Checks.positive("contextLength", b.contextLength) + (b.clsToken ? 1 : 0);
    Checks.that(
        b.posEmbedType != PosEmbedType.SINCOS,
        "Texts beside images know no sines and cosines; choose another `posEmbedType`");
    Checks.that(
        b.initStyle != EmbeddingInit.SPARSE_TRANSFORMER,
        "Texts beside images do not know the `initStyle` SPARSE_TRANSFORMER");
    Checks.that(
        b.clsTokenInit.equals("normal") || b.clsTokenInit.equals("zeros"),
        "`clsTokenInit` must be `normal` or `zeros`, but is `" + b.clsTokenInit + "`");
    this.posEmbed =
        b.posEmbedType == null ? null : parameter("positional_embedding", places, width);
    this.clsToken = b.clsToken ? parameter("cls_token", 1, 1, width) : null;
    this.embedding =
        child("text_embedding", Embedding.of(Checks.positive("vocabSize", b.vocabSize), width));
    if (b.normLayer != null) {
      child("norm", b.normLayer.create(width)); // never applied, as in the original
    }
    this.initStyle = b.initStyle;
    this.deviation = b.initStd;
    this.zeroClsToken = b.clsTokenInit.equals("zeros");
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
   * Makes tokens of texts.
   *
   * @param ids {@code [B, T]} int64
   * @return {@code [B, cls + T, D]}, but no longer than the table of positions
   */
  public Tensor forward(Tensor ids) {
    Tensor words = embedding.forward(ids);
    Tensor tokens = clsToken == null ? words : Tokens.prepend(clsToken.tensor(), words);
    if (posEmbed == null) {
      return tokens;
    }
    long count = Math.min(tokens.size(1), posEmbed.shape()[0]);
    return tokens.narrow(1, 0, count).add(posEmbed.tensor().narrow(0, 0, count));
  }

  /** The same for a prompt. */
  public Tensor embed(Tensor ids) {
    return forward(ids);
  }

  @Override
  protected void initialise() {
    if (posEmbed != null) {
      Init.normal(posEmbed, 0.01);
    }
    if (clsToken != null) {
      if (zeroClsToken) {
        Init.constant(clsToken, 0);
      } else {
        Init.normal(clsToken, 0.02);
      }
    }
    switch (initStyle) {
      case NORMAL -> Init.normal(embedding.weight(), deviation);
      case UNIFORM -> Init.uniform(embedding.weight(), -0.1, 0.1);
      case SPARSE_TRANSFORMER -> throw new IllegalStateException("The builder rejects it");
      case null -> {}
    }
  }

  /** Parameters of {@link TextPreprocessor}. */
  public static final class Builder {

    private long vocabSize;
    private long embedDim;
    private long contextLength = 77;
    private boolean clsToken = true;
    private @Nullable PosEmbedType posEmbedType = PosEmbedType.ABSOLUTE;
    private @Nullable EmbeddingInit initStyle = EmbeddingInit.NORMAL;
    private double initStd = 0.02;
    private @Nullable NormFactory normLayer;
    private String clsTokenInit = "normal";

    private Builder() {}

    /** Number of different ids. */
    @CanIgnoreReturnValue
    public Builder vocabSize(long vocabSize) {
      this.vocabSize = vocabSize;
      return this;
    }

    /** Width of the tokens. */
    @CanIgnoreReturnValue
    public Builder embedDim(long embedDim) {
      this.embedDim = embedDim;
      return this;
    }

    /** The longest text that the table of positions holds; 77 unless set. */
    @CanIgnoreReturnValue
    public Builder contextLength(long contextLength) {
      this.contextLength = contextLength;
      return this;
    }

    /** Whether a learned token comes first; true unless set. */
    @CanIgnoreReturnValue
    public Builder clsToken(boolean clsToken) {
      this.clsToken = clsToken;
      return this;
    }

    /** The table of positions; learned unless set. */
    @CanIgnoreReturnValue
    public Builder posEmbedType(PosEmbedType posEmbedType) {
      this.posEmbedType = posEmbedType;
      return this;
    }

    /** Unsets {@code posEmbedType}. */
    @CanIgnoreReturnValue
    public Builder withoutPosEmbedType() {
      this.posEmbedType = null;
      return this;
    }

    /** First values of the vectors; normal unless set. */
    @CanIgnoreReturnValue
    public Builder initStyle(EmbeddingInit initStyle) {
      this.initStyle = initStyle;
      return this;
    }

    /** Unsets {@code initStyle}. */
    @CanIgnoreReturnValue
    public Builder withoutInitStyle() {
      this.initStyle = null;
      return this;
    }

    /** Deviation for that; 0.02 unless set. */
    @CanIgnoreReturnValue
    public Builder initStd(double initStd) {
      this.initStd = initStd;
      return this;
    }

    /** A norm that exists and is never applied, as in the original. */
    @CanIgnoreReturnValue
    public Builder normLayer(NormFactory normLayer) {
      this.normLayer = normLayer;
      return this;
    }

    /** First values of the class token, {@code normal} or {@code zeros}. */
    @CanIgnoreReturnValue
    public Builder clsTokenInit(String clsTokenInit) {
      this.clsTokenInit = clsTokenInit;
      return this;
    }

    /** Makes the preprocessor. */
    public TextPreprocessor build() {
      return new TextPreprocessor(this);
    }
  }
}
