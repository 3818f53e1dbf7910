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
  public static final class Builder implements FeedForwardFactory {

    private long inFeatures;
    private long hiddenFeatures;
    private @Nullable ActivationFactory actLayer;
    private long multipleOf = 256;
    private boolean useBias = true;

    private Builder() {}

    /** Width of input and output. */
    @CanIgnoreReturnValue
    public Builder inFeatures(long inFeatures) {
      this.inFeatures = inFeatures;
      return this;
    }

    /** Nominal width in between. */
    @CanIgnoreReturnValue
    public Builder hiddenFeatures(long hiddenFeatures) {
      this.hiddenFeatures = hiddenFeatures;
      return this;
    }

    /** The activation of the gate. */
    @CanIgnoreReturnValue
    public Builder actLayer(ActivationFactory actLayer) {
      this.actLayer = actLayer;
      return this;
    }

    /** What the width is rounded up to; 256 unless set. */
    @CanIgnoreReturnValue
    public Builder multipleOf(long multipleOf) {
      this.multipleOf = multipleOf;
      return this;
    }

    /** Whether all three layers have biases; true unless set. */
    @CanIgnoreReturnValue
    public Builder useBias(boolean useBias) {
      this.useBias = useBias;
      return this;
    }

    /** Makes the network. */
    public GatedFfn build() {
      ActivationFactory activation = Checks.given("actLayer", actLayer);
      return create(new FeedForwardSpec(inFeatures, hiddenFeatures, activation, 0, useBias));
    }

    @Override
    public GatedFfn create(FeedForwardSpec spec) {
      return new GatedFfn(spec, multipleOf);
    }
  }
}
