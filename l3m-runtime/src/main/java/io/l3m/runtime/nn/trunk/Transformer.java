// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.trunk;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A stack of transformer blocks of one kind, with a norm at its end if asked for. */
public final class Transformer extends TransformerTrunk<Transformer.All> {

  private Transformer(Builder b) {
    super(b, (layer, spec) -> b.block.create(spec));
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

  /** Parameters of {@link Transformer}. */
  public static final class Builder extends TransformerTrunk.Builder<Builder> {

    private BlockFactory block = TransformerBlock.builder();

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** Makes the blocks; {@link TransformerBlock} unless set. */
    @CanIgnoreReturnValue
    public Builder block(BlockFactory block) {
      this.block = block;
      return this;
    }

    /** Makes the trunk. */
    public Transformer build() {
      return new Transformer(this);
    }
  }
}
