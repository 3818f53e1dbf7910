// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.norm;

import org.bytedeco.pytorch.Tensor;

/** Stands where a config wants no norm, and returns its input. */
final class NoNorm extends Norm {

  @Override
  public Tensor forward(Tensor x) {
    return x;
  }
}
