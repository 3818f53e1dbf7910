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
  public static final class Builder implements FeedForwardFactory {

    private long inFeatures;
    private long hiddenFeatures;
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

    /** Accepted and without effect, as in the original. */
    @CanIgnoreReturnValue
    public Builder actLayer(ActivationFactory actLayer) {
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
    public GeGelu build() {
      ActivationFactory gelu = Gelu.builder();
      return create(new FeedForwardSpec(inFeatures, hiddenFeatures, gelu, 0, useBias));
    }

    @Override
    public GeGelu create(FeedForwardSpec spec) {
      return new GeGelu(
          new FeedForwardSpec(
              spec.inFeatures(), spec.hiddenFeatures(), Gelu.builder(), 0, spec.useBias()),
          multipleOf);
    }
  }
}
