// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.activation;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.bytedeco.pytorch.Tensor;

/** The logarithm of the softmax along a dimension. */
public final class LogSoftmax extends Activation {

  private final long dim;

  private LogSoftmax(Builder b) {
    this.dim = b.dim;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.log_softmax(dim);
  }

  /** Parameters of {@link LogSoftmax}. */
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
    public LogSoftmax build() {
      return new LogSoftmax(this);
    }

    @Override
    public LogSoftmax create() {
      return build();
    }
  }
}
