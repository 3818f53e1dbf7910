// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.ffn;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.nn.activation.ActivationFactory;
import io.l3m.runtime.nn.activation.Gelu;

/** The gated feed-forward network with GELU as its activation, whatever the owner's is. */
public final class GeGelu extends GatedLayers {

  private GeGelu(FeedForwardSpec spec, long multipleOf) {
    super(spec, multipleOf);
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link GeGelu}. */
  public static final class Builder extends GatedLayers.Builder<Builder> {

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** Accepted and without effect, as in the original. */
    @CanIgnoreReturnValue
    public Builder actLayer(ActivationFactory actLayer) {
      return this;
    }

    /** Makes the network. */
    public GeGelu build() {
      return create(spec(Gelu.builder()));
    }

    @Override
    public GeGelu create(FeedForwardSpec spec) {
      return new GeGelu(spec.withActivation(Gelu.builder()), multipleOf());
    }
  }
}
