// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.trunk;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Block;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.DropPath;
import io.l3m.runtime.nn.attention.AttentionFactory;
import io.l3m.runtime.nn.attention.AttentionMask;
import io.l3m.runtime.nn.attention.Positions;
import io.l3m.runtime.nn.attention.SelfAttention;
import io.l3m.runtime.nn.ffn.FeedForward;
import io.l3m.runtime.nn.norm.Norm;
import io.l3m.runtime.tensor.TensorScope;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * x + attn(norm_1 x), then x + mlp(norm_2 x), each branch dropped as a whole now and then in
 * training (Vaswani et al. 2017 with the norms moved into the branches).
 */
public final class TransformerBlock extends Block {

  private final SelfAttention attention;
  private final Norm attentionNorm;
  private final FeedForward feedForward;
  private final Norm feedForwardNorm;
  private final DropPath dropPath;

  private TransformerBlock(BlockSpec spec) {
    long dim = Checks.positive("embedDim", spec.embedDim());
    this.attention = child("attn", spec.attention().create(spec.useBias()));
    this.attentionNorm = child("norm_1", spec.norm().create(dim));
    this.feedForward = child("mlp", spec.createFeedForward());
    this.feedForwardNorm = child("norm_2", spec.norm().create(dim));
    this.dropPath = child("drop_path", spec.createDropPath());
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
   * Applies the block.
   *
   * @param x {@code [B, N, D]}
   */
  public Tensor forward(Tensor x, AttentionMask mask, Positions positions) {
    return forward(x, mask, positions, unused -> {});
  }

  /**
   * As {@link #forward(Tensor, AttentionMask, Positions)}.
   *
   * @param balances where a mixture of experts puts its part of the balancing loss, {@code []}
   */
  public Tensor forward(
      Tensor x, AttentionMask mask, Positions positions, Consumer<Tensor> balances) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor middle = attend(x, mask, positions);
      Tensor seen = feedForwardNorm.forward(middle);
      Tensor transformed = feedForward.forward(seen, own -> balances.accept(scope.keep(own)));
      return scope.keep(middle.add(dropPath.forward(transformed)));
    }
  }

  private Tensor attend(Tensor x, AttentionMask mask, Positions positions) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor attended = attention.forward(attentionNorm.forward(x), mask, positions);
      return scope.keep(x.add(dropPath.forward(attended)));
    }
  }

  /** Without a mask, positions 0, 1, 2, …. */
  public Tensor forward(Tensor x) {
    return forward(x, AttentionMask.none(), Positions.sequential());
  }

  SelfAttention attention() {
    return attention;
  }

  FeedForward feedForward() {
    return feedForward;
  }

  /** Parameters of {@link TransformerBlock}. */
  public static final class Builder extends BlockBuilder<Builder> implements BlockFactory {

    private long embedDim;
    private @Nullable AttentionFactory attnTarget;

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** Width of the tokens. */
    @CanIgnoreReturnValue
    public Builder embedDim(long embedDim) {
      this.embedDim = embedDim;
      return this;
    }

    /** Makes the attention layer. */
    @CanIgnoreReturnValue
    public Builder attnTarget(AttentionFactory attnTarget) {
      this.attnTarget = attnTarget;
      return this;
    }

    /** Makes the block. */
    public TransformerBlock build() {
      return create(spec(embedDim, Checks.given("attnTarget", attnTarget)));
    }

    @Override
    public TransformerBlock create(BlockSpec spec) {
      return new TransformerBlock(spec);
    }

    /** As {@link #create}, with the own feed-forward network rather than the trunk's. */
    TransformerBlock createWithOwnFeedForward(BlockSpec spec) {
      return new TransformerBlock(spec.withFeedForward(feedForward()));
    }
  }
}
