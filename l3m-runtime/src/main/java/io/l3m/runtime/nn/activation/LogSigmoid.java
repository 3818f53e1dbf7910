// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.activation;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** log σ(x). */
public final class LogSigmoid extends Activation {

  private LogSigmoid() {}

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x) {
    return torch.log_sigmoid(x);
  }

  /** Parameters of {@link LogSigmoid}. */
  public static final class Builder implements ActivationFactory {

    private Builder() {}

    /** Makes the layer. */
    public LogSigmoid build() {
      return new LogSigmoid();
    }

    @Override
    public LogSigmoid create() {
      return build();
    }
  }
}
