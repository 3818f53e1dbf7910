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
import io.l3m.runtime.nn.norm.Norm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A stack of transformer blocks, with a norm at its end if asked for.
 *
 * @param <A> the record of all results
 */
public abstract sealed class TransformerTrunk<A> extends Block
    permits Transformer, NonMonolithicTransformerFfn {

  private final List<TransformerBlock> blocks = new ArrayList<>();
  private final Optional<Norm> postTrunkNorm;
  private final TrunkInit init;
  private final boolean gptProjRescale;

  /** Makes the block of a layer, counted from 0, from what the trunk decides about it. */
  @FunctionalInterface
  interface Layers {
    TransformerBlock create(long layer, BlockSpec spec);
  }

  TransformerTrunk(Builder<?> b, Layers layers) {
    for (long i = 0; i < b.blocks(); i++) {
      AttentionFactory attention = Checks.given("attnTarget", b.attnTarget);
      blocks.add(child("blocks." + i, layers.create(i, b.spec(i, attention, b.actLayer))));
    }
    this.postTrunkNorm = b.norm().map(norm -> child("post_trunk_norm", norm));
    this.gptProjRescale = b.rescalesProjections();
    this.init =
        b.init(
            WeightInit.XAVIER_UNIFORM,
            WeightInit.PYTORCH,
            WeightInit.FAN_IN_DEPTH_SCALED,
            WeightInit.NORMAL,
            WeightInit.FAN_IN_NORMAL);
  }

  @Override
  protected final boolean isSampleWise() {
    return true;
  }

  /**
   * Runs all blocks.
   *
   * @param x {@code [B, N, D]}
   * @return {@code [B, N, D]}
   */
  public final Tensor forward(Tensor x, AttentionMask mask, Positions positions) {
    return finish(Stack.run(blocks, x, (block, y) -> block.forward(y, mask, positions)));
  }

  /** Without a mask, positions 0, 1, 2, …. */
  public final Tensor forward(Tensor x) {
    return forward(x, AttentionMask.none(), Positions.sequential());
  }

  /** With the mask of {@link AttentionMask#of}, positions 0, 1, 2, …. */
  public final Tensor forward(Tensor x, Tensor mask) {
    return forward(x, AttentionMask.of(mask), Positions.sequential());
  }

  /** With a mask, positions 0, 1, 2, …. */
  public final Tensor forward(Tensor x, AttentionMask mask) {
    return forward(x, mask, Positions.sequential());
  }

  /** With a mask and {@code [B, N]} positions. */
  public final Tensor forward(Tensor x, AttentionMask mask, Tensor positionIds) {
    return forward(x, mask, Positions.of(positionIds));
  }

  /** With the mask of {@link AttentionMask#of} and {@code [B, N]} positions. */
  public final Tensor forward(Tensor x, Tensor mask, Tensor positionIds) {
    return forward(x, AttentionMask.of(mask), Positions.of(positionIds));
  }

  /** As {@link #forward(Tensor)}, and what each block gave. */
  public final A forwardAll(Tensor x) {
    return forwardAll(x, AttentionMask.none(), Positions.sequential());
  }

  /** As {@link #forward(Tensor, Tensor)}, and what each block gave. */
  public final A forwardAll(Tensor x, Tensor mask) {
    return forwardAll(x, AttentionMask.of(mask), Positions.sequential());
  }

  /** As {@link #forward(Tensor, AttentionMask)}, and what each block gave. */
  public final A forwardAll(Tensor x, AttentionMask mask) {
    return forwardAll(x, mask, Positions.sequential());
  }

  /** As {@link #forward(Tensor, AttentionMask, Tensor)}, and what each block gave. */
  public final A forwardAll(Tensor x, AttentionMask mask, Tensor positionIds) {
    return forwardAll(x, mask, Positions.of(positionIds));
  }

  /** As {@link #forward(Tensor, Tensor, Tensor)}, and what each block gave. */
  public final A forwardAll(Tensor x, Tensor mask, Tensor positionIds) {
    return forwardAll(x, AttentionMask.of(mask), Positions.of(positionIds));
  }

  /** As {@link #forward(Tensor, AttentionMask, Positions)}, and what each block gave. */
  public final A forwardAll(Tensor x, AttentionMask mask, Positions positions) {
    List<Tensor> layers = new ArrayList<>();
    List<Tensor> experts = new ArrayList<>();
    Tensor y = x;
    for (TransformerBlock block : blocks) {
      y = block.forward(y, mask, positions, experts::add);
      layers.add(y);
    }
    return all(finish(y), layers, experts);
  }

  abstract A all(Tensor output, List<Tensor> trunk, List<Tensor> experts);

  private Tensor finish(Tensor y) {
    return postTrunkNorm.map(norm -> norm.forward(y)).orElse(y);
  }

  @Override
  protected final void initialise() {
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

  /** The parameters of an encoder's stack. */
  abstract static class Builder<S extends Builder<S>> extends TrunkBuilder<S> {

    private @Nullable AttentionFactory attnTarget;
    private ActivationFactory actLayer = Gelu.builder();

    /** Makes the attention layers. */
    @CanIgnoreReturnValue
    public S attnTarget(AttentionFactory attnTarget) {
      this.attnTarget = attnTarget;
      return self();
    }

    /** The activation; exact GELU unless set. */
    @CanIgnoreReturnValue
    public S actLayer(ActivationFactory actLayer) {
      this.actLayer = actLayer;
      return self();
    }
  }
}
