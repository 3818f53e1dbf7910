// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.text;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Block;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.nn.Embedding;
import io.l3m.runtime.nn.EmbeddingInit;
import io.l3m.runtime.nn.PosEmbedType;
import io.l3m.runtime.nn.SinCos;
import io.l3m.runtime.nn.Tokens;
import io.l3m.runtime.nn.norm.Norm;
import io.l3m.runtime.nn.norm.NormFactory;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Tokens of texts: vectors of token ids, normalised if asked for, and positions. */
public final class TextPreprocessor extends Block {

  private final Embedding embedding; // [V, D]
  private final @Nullable Norm norm;
  private final @Nullable Parameter posEmbed; // [1, context, D]
  private final PosEmbedType posEmbedType;
  private final @Nullable EmbeddingInit initStyle;
  private final boolean dropLast;

  private TextPreprocessor(Builder b) {
    long width = Checks.positive("embedDim", b.embedDim);
    long context = Checks.positive("contextLength", b.contextLength);
    this.posEmbed =
        switch (b.posEmbedType) {
          case ABSOLUTE -> parameter("pos_embed", 1, context, width);
          case SINCOS -> frozen("pos_embed", 1, context, width);
          case null -> null;
        };
    this.posEmbedType = b.posEmbedType == null ? PosEmbedType.ABSOLUTE : b.posEmbedType;
    this.embedding =
        child("embedding", Embedding.of(Checks.positive("vocabSize", b.vocabSize), width));
    this.norm = b.normLayer == null ? null : child("norm", b.normLayer.create(width));
    this.initStyle = b.initStyle;
    this.dropLast = b.dropLast;
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
   * Makes tokens of texts to train on: all but the last id of each, which only serves as a target.
   *
   * @param ids {@code [B, T]} int64
   * @return {@code [B, T - 1, D]}, or {@code [B, T, D]} if {@code dropLast} is off
   */
  public Tensor forward(Tensor ids) {
    return embed(shorten(ids));
  }

  /**
   * Makes tokens of a prompt, the last id included.
   *
   * @param ids {@code [B, T]} int64
   * @return {@code [B, T, D]}
   */
  public Tensor embed(Tensor ids) {
    Tensor tokens = embedding.forward(ids);
    if (norm != null) {
      tokens = norm.forward(tokens);
    }
    return posEmbed == null ? tokens : tokens.add(Tokens.prefix(posEmbed.tensor(), tokens));
  }

  /**
   * All results; of what belongs to each id only as much as to the ids that are used.
   *
   * @param output {@code [B, N, D]}
   * @param positionIds {@code [B, N]}, if it was given
   * @param documentMask {@code [B, N]}, if it was given
   */
  public record All(Tensor output, Tensor positionIds, Tensor documentMask) {}

  /** As {@link #forward(Tensor)}, beside what belongs to each id, {@code [B, T]}. */
  public Tensor forward(Tensor ids, Tensor perId) {
    return forward(ids);
  }

  /** As {@link #forward(Tensor)}, beside what belongs to each id, {@code [B, T]}. */
  public Tensor forward(Tensor ids, Tensor positionIds, Tensor documentMask) {
    return forward(ids);
  }

  /** As {@link #forward(Tensor)}, and whatever of the two is given. */
  public All forwardAll(Tensor ids, Tensor perId) {
    Tensor shorter = shorten(perId);
    return new All(forward(ids), shorter, shorter);
  }

  /** As {@link #forward(Tensor)}, and both of what belongs to each id. */
  public All forwardAll(Tensor ids, Tensor positionIds, Tensor documentMask) {
    return new All(forward(ids), shorten(positionIds), shorten(documentMask));
  }

  /**
   * What belongs to the ids that {@link #forward} uses, such as position ids.
   *
   * @param perId {@code [B, T]}
   * @return {@code [B, T - 1]}, or {@code perId} itself if {@code dropLast} is off or a prompt is
   *     carried on
   */
  public Tensor shorten(Tensor perId) {
    return dropLast && !isGenerating() ? perId.narrow(1, 0, perId.size(1) - 1) : perId;
  }

  @Override
  protected void initialise() {
    if (posEmbed != null) {
      switch (posEmbedType) {
        case ABSOLUTE -> Init.normal(posEmbed, 0.02);
        case SINCOS -> {
          long[] shape = posEmbed.shape();
          Init.copy(posEmbed, SinCos.table(shape[2], 0, shape[1], 1).unsqueeze(0));
        }
      }
    }
    Parameter table = embedding.weight();
    switch (initStyle) {
      case UNIFORM -> Init.uniform(table, -0.1, 0.1);
      case NORMAL -> Init.normal(table, 0.02);
      case SPARSE_TRANSFORMER -> Init.normal(table, 0.125 / Math.sqrt((double) table.shape()[1]));
      case null -> {}
    }
  }

  /** Parameters of {@link TextPreprocessor}. */
  public static final class Builder {

    private long embedDim;
    private long vocabSize;
    private long contextLength;
    private @Nullable PosEmbedType posEmbedType;
    private @Nullable EmbeddingInit initStyle = EmbeddingInit.UNIFORM;
    private @Nullable NormFactory normLayer;
    private boolean dropLast = true;

    private Builder() {}

    /** Width of the tokens. */
    @CanIgnoreReturnValue
    public Builder embedDim(long embedDim) {
      this.embedDim = embedDim;
      return this;
    }

    /** Number of different ids. */
    @CanIgnoreReturnValue
    public Builder vocabSize(long vocabSize) {
      this.vocabSize = vocabSize;
      return this;
    }

    /** The longest sequence that the table of positions holds. */
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

    /** First values of the vectors; uniform unless set. */
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

    /** Normalises the vectors; nothing does unless set. */
    @CanIgnoreReturnValue
    public Builder normLayer(NormFactory normLayer) {
      this.normLayer = normLayer;
      return this;
    }

    /** Whether the last id only serves as a target; true unless set. */
    @CanIgnoreReturnValue
    public Builder dropLast(boolean dropLast) {
      this.dropLast = dropLast;
      return this;
    }

    /** Makes the preprocessor. */
    public TextPreprocessor build() {
      return new TextPreprocessor(this);
    }
  }
}
