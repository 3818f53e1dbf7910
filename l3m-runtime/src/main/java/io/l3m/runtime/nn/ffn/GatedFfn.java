// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.ffn;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.activation.ActivationFactory;
import org.jspecify.annotations.Nullable;

/**
 * A gated feed-forward network, fc2(act(fc1 x) ⊙ fc3 x), with any activation and no dropout. Its
 * width is two thirds of the nominal one, rounded up to a multiple.
 */
public final class GatedFfn extends GatedLayers {

  private GatedFfn(FeedForwardSpec spec, long multipleOf) {
    super(spec, multipleOf);
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link GatedFfn}. */
  public static final class Builder extends GatedLayers.Builder<Builder> {

    private @Nullable ActivationFactory actLayer;

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** The activation of the gate. */
    @CanIgnoreReturnValue
    public Builder actLayer(ActivationFactory actLayer) {
      this.actLayer = actLayer;
      return this;
    }

    /** Makes the network. */
    public GatedFfn build() {
      return create(spec(Checks.given("actLayer", actLayer)));
    }

    @Override
    public GatedFfn create(FeedForwardSpec spec) {
      return new GatedFfn(spec, multipleOf());
    }
  }
}
