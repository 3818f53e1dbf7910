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
import io.l3m.runtime.nn.norm.Norm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** A stack of decoder blocks that look at an encoder, with a norm at its end if asked for. */
public final class TransformerDecoder extends Block {

  private final List<DecoderBlock> blocks = new ArrayList<>();
  private final Optional<Norm> postTrunkNorm;
  private final TrunkInit init;

  /**
   * All results.
   *
   * @param output the tokens at the end, {@code [B, N, D]}
   * @param decoder what each block gave, before the norm at the end, each {@code [B, N, D]}
   * @param experts for each mixture of experts, its part of the balancing loss, each {@code []}
   */
  public record All(Tensor output, List<Tensor> decoder, List<Tensor> experts) {

    /** Copies the lists. */
    public All {
      decoder = List.copyOf(decoder);
      experts = List.copyOf(experts);
    }
  }

  private TransformerDecoder(Builder b) {
    Checks.that(!b.rescalesProjections(), "`gptProjRescale` is not supported by a decoder");
    for (long i = 0; i < b.blocks(); i++) {
      blocks.add(child("blocks." + i, b.block.create(b.spec(i))));
    }
    this.postTrunkNorm = b.norm().map(norm -> child("post_trunk_norm", norm));
    this.init =
        b.init(WeightInit.XAVIER_UNIFORM, WeightInit.PYTORCH, WeightInit.FAN_IN_DEPTH_SCALED);
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
    return finish(Stack.run(blocks, x, (block, y) -> block.forward(y, encoder, mask)));
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
    List<Tensor> experts = new ArrayList<>();
    Tensor y = x;
    for (DecoderBlock block : blocks) {
      y = block.forward(y, encoder, mask, experts::add);
      layers.add(y);
    }
    return new All(finish(y), layers, experts);
  }

  private Tensor finish(Tensor y) {
    return postTrunkNorm.map(norm -> norm.forward(y)).orElse(y);
  }

  @Override
  protected void initialise() {
    init.apply(this);
  }

  /** Parameters of {@link TransformerDecoder}; {@code gptProjRescale} is not supported. */
  public static final class Builder extends TrunkBuilder<Builder> {

    private @Nullable AttentionFactory selfAttnTarget;
    private @Nullable CrossAttentionFactory crossAttnTarget;
    private DecoderBlockFactory block = DecoderBlock.builder();

    private Builder() {}

    @Override
    Builder self() {
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

    /** Makes the decoder. */
    public TransformerDecoder build() {
      return new TransformerDecoder(this);
    }

    private DecoderSpec spec(long layer) {
      AttentionFactory own = Checks.given("selfAttnTarget", selfAttnTarget);
      return new DecoderSpec(
          spec(layer, own, Gelu.builder()), Checks.given("crossAttnTarget", crossAttnTarget));
    }
  }
}
