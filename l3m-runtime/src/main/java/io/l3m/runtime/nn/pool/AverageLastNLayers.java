// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.pool;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Block;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** The mean of what some blocks of a trunk gave. */
public final class AverageLastNLayers extends Block {

  private final long[] layers;
  private final boolean reduce;

  private AverageLastNLayers(Builder b) {
    Checks.that(b.layers.length > 0, "`layers` must be set");
    this.layers = b.layers;
    this.reduce = b.reduce;
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
   * Averages.
   *
   * @param trunk what each block gave, {@code [B, N, D]} each
   * @return {@code [B, N, D]}, or {@code [B, D]} if the tokens are averaged as well
   */
  public Tensor forward(List<Tensor> trunk) {
    List<Tensor> chosen = new ArrayList<>();
    for (long layer : layers) {
      chosen.add(trunk.get(Math.toIntExact(layer < 0 ? layer + trunk.size() : layer)));
    }
    Tensor mean = Tensors.stack(chosen).mean(0L);
    return reduce ? mean.mean(1L) : mean;
  }

  /** Parameters of {@link AverageLastNLayers}. */
  public static final class Builder {

    private long[] layers = {};
    private boolean reduce;

    private Builder() {}

    /** Which blocks; negative numbers count from the last. */
    @CanIgnoreReturnValue
    public Builder layers(long... layers) {
      this.layers = layers.clone();
      return this;
    }

    /** Accepted and without effect, as in the original. */
    @CanIgnoreReturnValue
    public Builder baseAggregator(String baseAggregator) {
      return this;
    }

    /** Without effect as well. */
    @CanIgnoreReturnValue
    public Builder withoutBaseAggregator() {
      return this;
    }

    /** Whether the tokens are averaged as well; false unless set. */
    @CanIgnoreReturnValue
    public Builder reduce(boolean reduce) {
      this.reduce = reduce;
      return this;
    }

    /** Makes the layer. */
    public AverageLastNLayers build() {
      return new AverageLastNLayers(this);
    }
  }
}
