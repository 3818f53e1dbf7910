// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.pool;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.nn.Layer;
import io.l3m.runtime.nn.activation.Activation;
import io.l3m.runtime.nn.activation.ActivationFactory;
import io.l3m.runtime.nn.activation.Identity;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A reduction of tokens with learned weights. The original never initialises the weights, so they
 * have to come from a checkpoint.
 */
public final class WeightedAveragePooling extends Layer {

  private final Parameter weights; // [N]
  private final TokenReduction reduction;
  private final Activation activation;

  private WeightedAveragePooling(Builder b) {
    this.weights = parameter("weights", Checks.positive("numTokens", b.numTokens));
    this.reduction = Checks.given("reduction", b.reduction);
    this.activation = child("non_linear_layer", b.nonLinearLayer.create());
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
   * Reduces.
   *
   * @param x {@code [B, N, D]}
   * @return {@code [B, D]}
   */
  @Override
  public Tensor forward(Tensor x) {
    Tensor factors = activation.forward(weights.tensor()).view(1, -1, 1);
    return reduction.reduce(x.mul(factors));
  }

  /** Parameters of {@link WeightedAveragePooling}. */
  public static final class Builder {

    private long numTokens;
    private @Nullable TokenReduction reduction;
    private ActivationFactory nonLinearLayer = Identity.builder();

    private Builder() {}

    /** The number of tokens, exactly. */
    @CanIgnoreReturnValue
    public Builder numTokens(long numTokens) {
      this.numTokens = numTokens;
      return this;
    }

    /** What makes one vector of the weighted tokens. */
    @CanIgnoreReturnValue
    public Builder reduction(TokenReduction reduction) {
      this.reduction = reduction;
      return this;
    }

    /** Applied to the weights; nothing is unless set. */
    @CanIgnoreReturnValue
    public Builder nonLinearLayer(ActivationFactory nonLinearLayer) {
      this.nonLinearLayer = nonLinearLayer;
      return this;
    }

    /** Makes the layer. */
    public WeightedAveragePooling build() {
      return new WeightedAveragePooling(this);
    }
  }
}
