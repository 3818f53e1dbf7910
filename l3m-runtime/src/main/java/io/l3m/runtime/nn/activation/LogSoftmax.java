// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.activation;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.OptionalLong;
import org.bytedeco.pytorch.Tensor;

/** The logarithm of the softmax along a dimension. */
public final class LogSoftmax extends Activation {

  private final SoftmaxAxis axis;

  private LogSoftmax(Builder b) {
    this.axis = new SoftmaxAxis(b.dim);
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  protected boolean isSampleWise() {
    return axis.staysInSample();
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.log_softmax(axis.of(x));
  }

  /** Parameters of {@link LogSoftmax}. */
  public static final class Builder implements ActivationFactory {

    private OptionalLong dim = OptionalLong.empty();

    private Builder() {}

    /** The dimension; chosen by the number of dimensions, as PyTorch does, unless set. */
    @CanIgnoreReturnValue
    public Builder dim(long dim) {
      this.dim = OptionalLong.of(dim);
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
