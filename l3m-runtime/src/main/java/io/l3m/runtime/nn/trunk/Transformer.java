// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.trunk;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Block;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.nn.DenseLayer;
import io.l3m.runtime.nn.WeightInit;
import io.l3m.runtime.nn.activation.ActivationFactory;
import io.l3m.runtime.nn.activation.Gelu;
import io.l3m.runtime.nn.attention.AttentionFactory;
import io.l3m.runtime.nn.attention.AttentionMask;
import io.l3m.runtime.nn.attention.Positions;
import io.l3m.runtime.nn.ffn.FeedForwardFactory;
import io.l3m.runtime.nn.ffn.Mlp;
import io.l3m.runtime.nn.norm.Norm;
import io.l3m.runtime.nn.norm.NormFactory;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** A stack of transformer blocks, with a norm at its end if asked for. */
public final class Transformer extends Block {

  private final List<TransformerBlock> blocks;
  private final @Nullable Norm postTrunkNorm;
  private final TrunkInit init;
  private final boolean gptProjRescale;

  private Transformer(Builder b) {
    long dim = Checks.positive("embedDim", b.embedDim);
    long count = Checks.positive("numBlocks", b.numBlocks);
    this.blocks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      BlockSpec spec = b.spec(dim, b.dropPathType.rate(b.dropPathRate, i, count));
      blocks.add(child("blocks." + i, b.block.create(spec)));
    }
    this.postTrunkNorm = b.postTrunkNorm ? child("post_trunk_norm", b.normLayer.create(dim)) : null;
    this.gptProjRescale = b.gptProjRescale;
    this.init =
        TrunkInit.of(
            b.weightInitStyle,
            count,
            WeightInit.XAVIER_UNIFORM,
            WeightInit.PYTORCH,
            WeightInit.FAN_IN_DEPTH_SCALED,
            WeightInit.NORMAL,
            WeightInit.FAN_IN_NORMAL);
  }

  /**
   * All results.
   *
   * @param output the tokens at the end, {@code [B, N, D]}
   * @param trunk what each block gave, before the norm at the end, each {@code [B, N, D]}
   */
  public record All(Tensor output, List<Tensor> trunk) {

    /** Copies the list. */
    public All {
      trunk = List.copyOf(trunk);
    }
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
   * Runs all blocks.
   *
   * @param x {@code [B, N, D]}
   * @return {@code [B, N, D]}
   */
  public Tensor forward(Tensor x, AttentionMask mask, Positions positions) {
    Tensor y = x;
    for (TransformerBlock block : blocks) {
      y = block.forward(y, mask, positions);
    }
    return finish(y);
  }

  /** Without a mask, positions 0, 1, 2, …. */
  public Tensor forward(Tensor x) {
    return forward(x, AttentionMask.none(), Positions.sequential());
  }

  /** With the mask of {@link AttentionMask#of}, positions 0, 1, 2, …. */
  public Tensor forward(Tensor x, Tensor mask) {
    return forward(x, AttentionMask.of(mask), Positions.sequential());
  }

  /** With a mask, positions 0, 1, 2, …. */
  public Tensor forward(Tensor x, AttentionMask mask) {
    return forward(x, mask, Positions.sequential());
  }

  /** With a mask and {@code [B, N]} positions. */
  public Tensor forward(Tensor x, AttentionMask mask, Tensor positionIds) {
    return forward(x, mask, Positions.of(positionIds));
  }

  /** With the mask of {@link AttentionMask#of} and {@code [B, N]} positions. */
  public Tensor forward(Tensor x, Tensor mask, Tensor positionIds) {
    return forward(x, AttentionMask.of(mask), Positions.of(positionIds));
  }

  /** As {@link #forward(Tensor)}, and what each block gave. */
  public All forwardAll(Tensor x) {
    return forwardAll(x, AttentionMask.none(), Positions.sequential());
  }

  /** As {@link #forward(Tensor, Tensor)}, and what each block gave. */
  public All forwardAll(Tensor x, Tensor mask) {
    return forwardAll(x, AttentionMask.of(mask), Positions.sequential());
  }

  /** As {@link #forward(Tensor, AttentionMask)}, and what each block gave. */
  public All forwardAll(Tensor x, AttentionMask mask) {
    return forwardAll(x, mask, Positions.sequential());
  }

  /** As {@link #forward(Tensor, AttentionMask, Tensor)}, and what each block gave. */
  public All forwardAll(Tensor x, AttentionMask mask, Tensor positionIds) {
    return forwardAll(x, mask, Positions.of(positionIds));
  }

  /** As {@link #forward(Tensor, Tensor, Tensor)}, and what each block gave. */
  public All forwardAll(Tensor x, Tensor mask, Tensor positionIds) {
    return forwardAll(x, AttentionMask.of(mask), Positions.of(positionIds));
  }

  /** As {@link #forward(Tensor, AttentionMask, Positions)}, and what each block gave. */
  public All forwardAll(Tensor x, AttentionMask mask, Positions positions) {
    List<Tensor> layers = new ArrayList<>();
    Tensor y = x;
    for (TransformerBlock block : blocks) {
      y = block.forward(y, mask, positions);
      layers.add(y);
    }
    return new All(finish(y), layers);
  }

  private Tensor finish(Tensor y) {
    return postTrunkNorm == null ? y : postTrunkNorm.forward(y);
  }

  @Override
  protected void initialise() {
    init.apply(this);
    if (gptProjRescale) {
      for (int i = 0; i < blocks.size(); i++) {
        Parameter attention = weightOf(blocks.get(i).attention(), "proj");
        Parameter feedForward = weightOf(blocks.get(i).feedForward(), "fc2");
        TrunkInit.rescaleResidualWrites(i, attention, feedForward);
      }
    }
  }

  private static Parameter weightOf(Block owner, String name) {
    return owner
        .child(name, DenseLayer.class)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "`gptProjRescale` needs a layer `%s` in %s"
                    .formatted(name, owner.getClass().getSimpleName())))
        .weight();
  }

  /** Parameters of {@link Transformer}. */
  public static final class Builder {

    private long embedDim;
    private @Nullable AttentionFactory attnTarget;
    private long numBlocks;
    private FeedForwardFactory ffnTarget = Mlp.builder();
    private ActivationFactory actLayer = Gelu.builder();
    private BlockFactory block = TransformerBlock.builder();
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

    /** Makes the attention layers. */
    @CanIgnoreReturnValue
    public Builder attnTarget(AttentionFactory attnTarget) {
      this.attnTarget = attnTarget;
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

    /** The activation; exact GELU unless set. */
    @CanIgnoreReturnValue
    public Builder actLayer(ActivationFactory actLayer) {
      this.actLayer = actLayer;
      return this;
    }

    /** Makes the blocks; {@link TransformerBlock} unless set. */
    @CanIgnoreReturnValue
    public Builder block(BlockFactory block) {
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

    /** Whether what writes into the residual stream starts smaller with depth. */
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

    /** Makes the trunk. */
    public Transformer build() {
      return new Transformer(this);
    }

    private BlockSpec spec(long dim, double dropPath) {
      return new BlockSpec(
          dim,
          Checks.given("attnTarget", attnTarget),
          mlpHiddenDim > 0 ? mlpHiddenDim : (long) (mlpRatio * (double) dim),
          ffnTarget,
          actLayer,
          normLayer,
          new BlockSpec.Rates(ffnDropoutRate, dropPath),
          useBias);
    }
  }
}
