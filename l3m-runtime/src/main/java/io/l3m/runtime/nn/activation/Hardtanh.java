// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.activation;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.tensor.Scalars;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** x, but no less than one bound and no more than another. */
public final class Hardtanh extends Activation {

  private final double minVal;
  private final double maxVal;

  private Hardtanh(Builder b) {
    this.minVal = b.minVal;
    this.maxVal = b.maxVal;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x) {
    return torch.hardtanh(x, Scalars.of(minVal), Scalars.of(maxVal));
  }

  /** Parameters of {@link Hardtanh}. */
  public static final class Builder implements ActivationFactory {

    private double minVal = -1.0;
    private double maxVal = 1.0;

    private Builder() {}

    /** The lower bound; -1 unless set. */
    @CanIgnoreReturnValue
    public Builder minVal(double minVal) {
      this.minVal = minVal;
      return this;
    }

    /** The upper bound; 1 unless set. */
    @CanIgnoreReturnValue
    public Builder maxVal(double maxVal) {
      this.maxVal = maxVal;
      return this;
    }

    /** Makes the layer. */
    public Hardtanh build() {
      return new Hardtanh(this);
    }

    @Override
    public Hardtanh create() {
      return build();
    }
  }
}
