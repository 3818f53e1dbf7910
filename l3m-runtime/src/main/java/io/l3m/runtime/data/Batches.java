// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import org.bytedeco.pytorch.Tensor;

/** Frees batches that nobody took. */
final class Batches {

  private Batches() {}

  static void free(Object batch) {
    if (batch instanceof MiniBatch<?> taken) {
      taken.tensors().forEach(Tensor::close);
    }
  }
}
