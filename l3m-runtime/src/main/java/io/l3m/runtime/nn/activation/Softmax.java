// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.activation;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.bytedeco.pytorch.Tensor;

/** exp(x) over its sum along a dimension. */
public final class Softmax extends Activation {

  private final long dim;

  private Softmax(Builder b) {
    this.dim = b.dim;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.softmax(dim);
  }

  /** Parameters of {@link Softmax}. */
  public static final class Builder implements ActivationFactory {

    private long dim = -1;

    private Builder() {}

    /** The dimension; the last unless set. */
    @CanIgnoreReturnValue
    public Builder dim(long dim) {
      this.dim = dim;
      return this;
    }

    /** Makes the layer. */
    public Softmax build() {
      return new Softmax(this);
    }

    @Override
    public Softmax create() {
      return build();
    }
  }
}
