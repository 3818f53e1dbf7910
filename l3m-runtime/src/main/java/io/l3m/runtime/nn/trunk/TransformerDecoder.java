// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.trunk;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Block;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.WeightInit;
import io.l3m.runtime.nn.activation.ActivationFactory;
import io.l3m.runtime.nn.activation.Gelu;
import io.l3m.runtime.nn.attention.AttentionFactory;
import io.l3m.runtime.nn.attention.AttentionMask;
import io.l3m.runtime.nn.attention.CrossAttentionFactory;
import io.l3m.runtime.nn.ffn.FeedForwardFactory;
import io.l3m.runtime.nn.ffn.Mlp;
import io.l3m.runtime.nn.norm.Norm;
import io.l3m.runtime.nn.norm.NormFactory;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** A stack of decoder blocks that look at an encoder, with a norm at its end if asked for. */
public final class TransformerDecoder extends Block {

  private final List<DecoderBlock> blocks = new ArrayList<>();
  private final @Nullable Norm postTrunkNorm;
  private final TrunkInit init;

  /**
   * All results.
   *
   * @param output the tokens at the end, {@code [B, N, D]}
   * @param decoder what each block gave, before the norm at the end, each {@code [B, N, D]}
   */
  public record All(Tensor output, List<Tensor> decoder) {

    /** Copies the list. */
    public All {
      decoder = List.copyOf(decoder);
    }
  }

  private TransformerDecoder(Builder b) {
    Checks.that(!b.gptProjRescale, "`gptProjRescale` is not supported by a decoder");
    long dim = Checks.positive("embedDim", b.embedDim);
    long count = Checks.positive("numBlocks", b.numBlocks);
    for (int i = 0; i < count; i++) {
      DecoderSpec spec = b.spec(dim, b.dropPathType.rate(b.dropPathRate, i, count));
      blocks.add(child("blocks." + i, b.block.create(spec)));
    }
    this.postTrunkNorm = b.postTrunkNorm ? child("post_trunk_norm", b.normLayer.create(dim)) : null;
    this.init =
        TrunkInit.of(
            b.weightInitStyle,
            count,
            WeightInit.XAVIER_UNIFORM,
            WeightInit.PYTORCH,
            WeightInit.FAN_IN_DEPTH_SCALED);
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Runs all blocks without a mask.
   *
   * @param x {@code [B, N, D]}
   * @param encoder {@code [B, M, E]}
   * @return {@code [B, N, D]}
   */
  public Tensor forward(Tensor x, Tensor encoder) {
    return forward(x, encoder, AttentionMask.none());
  }

  /** With the mask of {@link AttentionMask#of}. */
  public Tensor forward(Tensor x, Tensor encoder, Tensor mask) {
    return forward(x, encoder, AttentionMask.of(mask));
  }

  /** With a mask of the attention of x to itself. */
  public Tensor forward(Tensor x, Tensor encoder, AttentionMask mask) {
    return forwardAll(x, encoder, mask).output();
  }

  /** As {@link #forward(Tensor, Tensor)}, and what each block gave. */
  public All forwardAll(Tensor x, Tensor encoder) {
    return forwardAll(x, encoder, AttentionMask.none());
  }

  /** As {@link #forward(Tensor, Tensor, Tensor)}, and what each block gave. */
  public All forwardAll(Tensor x, Tensor encoder, Tensor mask) {
    return forwardAll(x, encoder, AttentionMask.of(mask));
  }

  /** As {@link #forward(Tensor, Tensor, AttentionMask)}, and what each block gave. */
  public All forwardAll(Tensor x, Tensor encoder, AttentionMask mask) {
    List<Tensor> layers = new ArrayList<>();
    Tensor y = x;
    for (DecoderBlock block : blocks) {
      y = block.forward(y, encoder, mask);
      layers.add(y);
    }
    return new All(postTrunkNorm == null ? y : postTrunkNorm.forward(y), layers);
  }

  @Override
  protected void initialise() {
    init.apply(this);
  }

  /** Parameters of {@link TransformerDecoder}. */
  public static final class Builder {

    private long embedDim;
    private @Nullable AttentionFactory selfAttnTarget;
    private @Nullable CrossAttentionFactory crossAttnTarget;
    private long numBlocks;
    private FeedForwardFactory ffnTarget = Mlp.builder();
    private DecoderBlockFactory block = DecoderBlock.builder();
    private NormFactory normLayer = NormFactory.standard();
    private double dropPathRate;
    private DropPathType dropPathType = DropPathType.PROGRESSIVE;
    private double mlpRatio = 4;
    private long mlpHiddenDim;
    private double ffnDropoutRate;
    private @Nullable WeightInit weightInitStyle = WeightInit.XAVIER_UNIFORM;
    private boolean gptProjRescale;
    private boolean useBias = true;
    private boolean postTrunkNorm;

    private Builder() {}

    /** Width of the tokens. */
    @CanIgnoreReturnValue
    public Builder embedDim(long embedDim) {
      this.embedDim = embedDim;
      return this;
    }

    /** Makes the attention of the tokens to themselves. */
    @CanIgnoreReturnValue
    public Builder selfAttnTarget(AttentionFactory selfAttnTarget) {
      this.selfAttnTarget = selfAttnTarget;
      return this;
    }

    /** Makes the attention to the encoder. */
    @CanIgnoreReturnValue
    public Builder crossAttnTarget(CrossAttentionFactory crossAttnTarget) {
      this.crossAttnTarget = crossAttnTarget;
      return this;
    }

    /** Number of blocks. */
    @CanIgnoreReturnValue
    public Builder numBlocks(long numBlocks) {
      this.numBlocks = numBlocks;
      return this;
    }

    /** Makes the feed-forward networks; {@link Mlp} unless set. */
    @CanIgnoreReturnValue
    public Builder ffnTarget(FeedForwardFactory ffnTarget) {
      this.ffnTarget = ffnTarget;
      return this;
    }

    /** Accepted and without effect, as in the original: it is always GELU. */
    @CanIgnoreReturnValue
    public Builder actLayer(ActivationFactory actLayer) {
      return this;
    }

    /** Makes the blocks; {@link DecoderBlock} unless set. */
    @CanIgnoreReturnValue
    public Builder block(DecoderBlockFactory block) {
      this.block = block;
      return this;
    }

    /** Makes the norms; layer norm, eps 1e-6, unless set. */
    @CanIgnoreReturnValue
    public Builder normLayer(NormFactory normLayer) {
      this.normLayer = normLayer;
      return this;
    }

    /** Probability that a branch is dropped in training; 0 unless set. */
    @CanIgnoreReturnValue
    public Builder dropPathRate(double dropPathRate) {
      this.dropPathRate = dropPathRate;
      return this;
    }

    /** How that depends on depth; progressive unless set. */
    @CanIgnoreReturnValue
    public Builder dropPathType(DropPathType dropPathType) {
      this.dropPathType = dropPathType;
      return this;
    }

    /** Nominal width of the feed-forward networks over {@code embedDim}; 4 unless set. */
    @CanIgnoreReturnValue
    public Builder mlpRatio(double mlpRatio) {
      this.mlpRatio = mlpRatio;
      return this;
    }

    /** That width itself, which takes precedence over the ratio. */
    @CanIgnoreReturnValue
    public Builder mlpHiddenDim(long mlpHiddenDim) {
      this.mlpHiddenDim = mlpHiddenDim;
      return this;
    }

    /** Dropout within {@link Mlp}; 0 unless set. */
    @CanIgnoreReturnValue
    public Builder ffnDropoutRate(double ffnDropoutRate) {
      this.ffnDropoutRate = ffnDropoutRate;
      return this;
    }

    /** First values of all linear layers below. */
    @CanIgnoreReturnValue
    public Builder weightInitStyle(WeightInit weightInitStyle) {
      this.weightInitStyle = weightInitStyle;
      return this;
    }

    /** Unsets {@code weightInitStyle}. */
    @CanIgnoreReturnValue
    public Builder withoutWeightInitStyle() {
      this.weightInitStyle = null;
      return this;
    }

    /** Not supported, as in the original; false unless set. */
    @CanIgnoreReturnValue
    public Builder gptProjRescale(boolean gptProjRescale) {
      this.gptProjRescale = gptProjRescale;
      return this;
    }

    /** Whether linear layers have biases (queries, keys, values: by themselves). */
    @CanIgnoreReturnValue
    public Builder useBias(boolean useBias) {
      this.useBias = useBias;
      return this;
    }

    /** Whether a norm follows the last block; false unless set. */
    @CanIgnoreReturnValue
    public Builder postTrunkNorm(boolean postTrunkNorm) {
      this.postTrunkNorm = postTrunkNorm;
      return this;
    }

    /** Makes the decoder. */
    public TransformerDecoder build() {
      return new TransformerDecoder(this);
    }

    private DecoderSpec spec(long dim, double dropPath) {
      BlockSpec base =
          new BlockSpec(
              dim,
              Checks.given("selfAttnTarget", selfAttnTarget),
              mlpHiddenDim > 0 ? mlpHiddenDim : (long) (mlpRatio * (double) dim),
              ffnTarget,
              Gelu.builder(),
              normLayer,
              new BlockSpec.Rates(ffnDropoutRate, dropPath),
              useBias);
      return new DecoderSpec(base, Checks.given("crossAttnTarget", crossAttnTarget));
    }
  }
}
