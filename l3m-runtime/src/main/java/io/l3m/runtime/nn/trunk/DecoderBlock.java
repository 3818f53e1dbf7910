// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.trunk;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Block;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.DropPath;
import io.l3m.runtime.nn.attention.AttentionFactory;
import io.l3m.runtime.nn.attention.AttentionMask;
import io.l3m.runtime.nn.attention.CrossAttention;
import io.l3m.runtime.nn.attention.CrossAttentionFactory;
import io.l3m.runtime.nn.attention.Positions;
import io.l3m.runtime.nn.attention.SelfAttention;
import io.l3m.runtime.nn.ffn.FeedForward;
import io.l3m.runtime.nn.norm.Norm;
import io.l3m.runtime.tensor.TensorScope;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** x + self_attn(norm_1 x), then x + cross_attn(norm_2 x, encoder), then x + mlp(norm_3 x). */
public final class DecoderBlock extends Block {

  private final SelfAttention selfAttention;
  private final CrossAttention crossAttention;
  private final FeedForward feedForward;
  private final Norm selfNorm;
  private final Norm crossNorm;
  private final Norm feedForwardNorm;
  private final DropPath dropPath;

  private DecoderBlock(DecoderSpec spec) {
    BlockSpec base = spec.base();
    long dim = Checks.positive("dim", base.embedDim());
    this.selfAttention = child("self_attn", base.attention().create(base.useBias()));
    this.crossAttention = child("cross_attn", spec.crossAttention().createCross(base.useBias()));
    this.feedForward = child("mlp", base.createFeedForward());
    this.selfNorm = child("norm_1", base.norm().create(dim));
    this.crossNorm = child("norm_2", base.norm().create(dim));
    this.feedForwardNorm = child("norm_3", base.norm().create(dim));
    this.dropPath = child("drop_path", base.createDropPath());
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
   * @param encoder {@code [B, M, E]}
   * @param mask of the attention of x to itself
   */
  public Tensor forward(Tensor x, Tensor encoder, AttentionMask mask) {
    return forward(x, encoder, mask, unused -> {});
  }

  /**
   * As {@link #forward(Tensor, Tensor, AttentionMask)}.
   *
   * @param balances where a mixture of experts puts its part of the balancing loss, {@code []}
   */
  public Tensor forward(Tensor x, Tensor encoder, AttentionMask mask, Consumer<Tensor> balances) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor attended = attend(x, encoder, mask);
      Tensor seen = feedForwardNorm.forward(attended);
      Tensor transformed = feedForward.forward(seen, part -> balances.accept(scope.keep(part)));
      return scope.keep(attended.add(dropPath.forward(transformed)));
    }
  }

  private Tensor attend(Tensor x, Tensor encoder, AttentionMask mask) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor own = selfAttention.forward(selfNorm.forward(x), mask, Positions.sequential());
      Tensor first = x.add(dropPath.forward(own));
      Tensor foreign = crossAttention.forward(crossNorm.forward(first), encoder, encoder);
      return scope.keep(first.add(dropPath.forward(foreign)));
    }
  }

  /** Parameters of {@link DecoderBlock}. */
  public static final class Builder extends BlockBuilder<Builder> implements DecoderBlockFactory {

    private long dim;
    private @Nullable AttentionFactory selfAttnTarget;
    private @Nullable CrossAttentionFactory crossAttnTarget;

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** Width of the tokens. */
    @CanIgnoreReturnValue
    public Builder dim(long dim) {
      this.dim = dim;
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

    /** Makes the block. */
    public DecoderBlock build() {
      BlockSpec base = spec(dim, Checks.given("selfAttnTarget", selfAttnTarget));
      return create(new DecoderSpec(base, Checks.given("crossAttnTarget", crossAttnTarget)));
    }

    @Override
    public DecoderBlock create(DecoderSpec spec) {
      return new DecoderBlock(spec);
    }
  }
}
