// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.trunk;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;

/**
 * A stack of transformer blocks of several kinds, each with a feed-forward network of its own; the
 * one of the trunk is not used.
 */
public final class NonMonolithicTransformerFfn
    extends TransformerTrunk<NonMonolithicTransformerFfn.All> {

  private NonMonolithicTransformerFfn(Builder b) {
    super(b, b::layer);
  }

  /**
   * All results.
   *
   * @param output the tokens at the end, {@code [B, N, D]}
   * @param trunk what each block gave, before the norm at the end, each {@code [B, N, D]}
   * @param experts for each mixture of experts, its part of the balancing loss, each {@code []}
   */
  public record All(Tensor output, List<Tensor> trunk, List<Tensor> experts) {

    /** Copies the lists. */
    public All {
      trunk = List.copyOf(trunk);
      experts = List.copyOf(experts);
    }
  }

  @Override
  All all(Tensor output, List<Tensor> trunk, List<Tensor> experts) {
    return new All(output, trunk, experts);
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link NonMonolithicTransformerFfn}. */
  public static final class Builder extends TransformerTrunk.Builder<Builder> {

    private final Map<Long, TransformerBlock.Builder> kinds = new HashMap<>();

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /**
     * A kind of block and where it stands; of two kinds for one layer the later counts.
     *
     * @param layers counted from 0; all kinds together name every layer of the trunk
     */
    @CanIgnoreReturnValue
    public Builder block(TransformerBlock.Builder module, long... layers) {
      for (long layer : layers) {
        kinds.put(layer, module);
      }
      return this;
    }

    /**
     * Makes the trunk.
     *
     * @throws IllegalArgumentException if a layer has no kind, or a kind no layer
     */
    public NonMonolithicTransformerFfn build() {
      Checks.that(
          kinds.keySet().stream().allMatch(layer -> layer >= 0 && layer < blocks())
              && LongStream.range(0, blocks()).allMatch(kinds::containsKey),
          "`block` must name all layers from 0 to %d and no others".formatted(blocks() - 1));
      return new NonMonolithicTransformerFfn(this);
    }

    private TransformerBlock layer(long layer, BlockSpec spec) {
      return Checks.given("block", kinds.get(layer)).createWithOwnFeedForward(spec);
    }
  }
}
