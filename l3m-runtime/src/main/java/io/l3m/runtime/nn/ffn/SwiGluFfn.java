// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.ffn;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.nn.activation.ActivationFactory;
import io.l3m.runtime.nn.activation.Silu;

/** The gated feed-forward network with SiLU as its activation, whatever the owner's is. */
public final class SwiGluFfn extends GatedLayers {

  private SwiGluFfn(FeedForwardSpec spec, long multipleOf) {
    super(spec, multipleOf);
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link SwiGluFfn}. */
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
    public SwiGluFfn build() {
      return create(spec(Silu.builder()));
    }

    @Override
    public SwiGluFfn create(FeedForwardSpec spec) {
      return new SwiGluFfn(spec.withActivation(Silu.builder()), multipleOf());
    }
  }
}
