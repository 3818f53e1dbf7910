// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.ffn;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.DenseLayer;
import io.l3m.runtime.nn.Dropout;
import io.l3m.runtime.nn.Linear;
import io.l3m.runtime.nn.activation.Activation;
import io.l3m.runtime.nn.activation.ActivationFactory;
import io.l3m.runtime.nn.activation.Gelu;
import io.l3m.runtime.nn.norm.Norm;
import io.l3m.runtime.nn.norm.NormFactory;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** norm(drop(fc2(drop(act(fc1 x))))). */
public final class Mlp extends FeedForward {

  private final DenseLayer first; // [hidden, in]
  private final Activation activation;
  private final DenseLayer second; // [out, hidden]
  private final Dropout dropout;
  private final @Nullable Norm norm;

  private Mlp(FeedForwardSpec spec, long outFeatures, @Nullable NormFactory norm) {
    this.first = child("fc1", Linear.of(spec.inFeatures(), spec.hiddenFeatures(), spec.useBias()));
    this.activation = child("act", spec.activation().create());
    this.second = child("fc2", Linear.of(spec.hiddenFeatures(), outFeatures, spec.useBias()));
    this.dropout = child("drop", Dropout.of(Checks.probability("drop", spec.dropout())));
    this.norm = norm == null ? null : child("norm", norm.create(outFeatures));
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Applies the network.
   *
   * @param x {@code [..., in]}
   * @return {@code [..., out]}
   */
  @Override
  public Tensor forward(Tensor x) {
    Tensor hidden = dropout.forward(activation.forward(first.forward(x)));
    Tensor y = dropout.forward(second.forward(hidden));
    return norm == null ? y : norm.forward(y);
  }

  /** Parameters of {@link Mlp}. */
  public static final class Builder implements FeedForwardFactory {

    private long inFeatures;
    private long hiddenFeatures;
    private long outFeatures;
    private ActivationFactory actLayer = Gelu.builder();
    private boolean useBias = true;
    private double drop;
    private @Nullable NormFactory normLayer;

    private Builder() {}

    /** Width of the input. */
    @CanIgnoreReturnValue
    public Builder inFeatures(long inFeatures) {
      this.inFeatures = inFeatures;
      return this;
    }

    /** Width in between; that of the input unless set. */
    @CanIgnoreReturnValue
    public Builder hiddenFeatures(long hiddenFeatures) {
      this.hiddenFeatures = hiddenFeatures;
      return this;
    }

    /** Width of the output; that of the input unless set. */
    @CanIgnoreReturnValue
    public Builder outFeatures(long outFeatures) {
      this.outFeatures = outFeatures;
      return this;
    }

    /** The activation; exact GELU unless set. */
    @CanIgnoreReturnValue
    public Builder actLayer(ActivationFactory actLayer) {
      this.actLayer = actLayer;
      return this;
    }

    /** Whether both layers have biases; true unless set. */
    @CanIgnoreReturnValue
    public Builder useBias(boolean useBias) {
      this.useBias = useBias;
      return this;
    }

    /** Dropout after each layer, in training only. */
    @CanIgnoreReturnValue
    public Builder drop(double drop) {
      this.drop = drop;
      return this;
    }

    /** Normalises the output; nothing does unless set. */
    @CanIgnoreReturnValue
    public Builder normLayer(NormFactory normLayer) {
      this.normLayer = normLayer;
      return this;
    }

    /** Makes the network. */
    public Mlp build() {
      long hidden = hiddenFeatures > 0 ? hiddenFeatures : inFeatures;
      return create(new FeedForwardSpec(inFeatures, hidden, actLayer, drop, useBias));
    }

    @Override
    public Mlp create(FeedForwardSpec spec) {
      Checks.positive("inFeatures", spec.inFeatures());
      Checks.positive("hiddenFeatures", spec.hiddenFeatures());
      long out = outFeatures > 0 ? outFeatures : spec.inFeatures();
      return new Mlp(spec, out, normLayer);
    }
  }
}
