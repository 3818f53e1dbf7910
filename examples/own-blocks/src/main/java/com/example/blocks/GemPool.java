// SPDX-License-Identifier: Apache-2.0
package com.example.blocks;

import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.nn.Layer;
import io.l3m.runtime.tensor.Scalars;
import org.bytedeco.pytorch.Tensor;

/**
 * Generalised mean pooling: {@code (mean_n max(x_n, eps)^p)^(1/p)}, with one learned p (Radenović et
 * al., "Fine-tuning CNN image retrieval with no human annotation", 2018).
 */
public final class GemPool extends Layer {

  private final Parameter power; // [1]
  private final double start;
  private final double eps;

  private GemPool(Builder b) {
    Checks.that(b.power >= 1, "power is at least 1, not " + b.power);
    Checks.that(b.eps > 0, "eps is above 0, not " + b.eps);
    this.power = parameter("power", 1);
    this.start = b.power;
    this.eps = b.eps;
  }

  public static Builder builder() {
    return new Builder();
  }

  @Override
  protected void initialise() {
    Init.constant(power, start);
  }

  /** No sample sees another: the trainer may compute parts of a batch side by side. */
  @Override
  protected boolean isSampleWise() {
    return true;
  }

  /**
   * Pools.
   *
   * @param x {@code [B, N, D]}
   * @return {@code [B, D]}
   */
  @Override
  public Tensor forward(Tensor x) {
    Tensor p = power.tensor();
    return x.clamp_min(Scalars.of(eps)).pow(p).mean(1).pow(p.reciprocal());
  }

  /** Parameters of {@link GemPool}: a setter for each in {@code own.blocks}. */
  public static final class Builder {

    private double power = 3;
    private double eps = 1e-6;

    private Builder() {}

    public Builder power(double power) {
      this.power = power;
      return this;
    }

    public Builder eps(double eps) {
      this.eps = eps;
      return this;
    }

    public GemPool build() {
      return new GemPool(this);
    }
  }
}
