// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.activation;

import java.util.OptionalLong;
import org.bytedeco.pytorch.Tensor;

/**
 * The axis of a softmax. Where none is given, PyTorch takes the first of tensors with no, one or
 * three axes, and the second of all others.
 */
record SoftmaxAxis(OptionalLong given) {

  long of(Tensor x) {
    long axes = x.dim();
    return given.orElse(axes == 0 || axes == 1 || axes == 3 ? 0 : 1);
  }

  /** Whether it is known not to be the axis of the samples. */
  boolean staysInSample() {
    return given.isPresent() && given.getAsLong() != 0;
  }
}
