// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.head;

import io.l3m.runtime.nn.norm.BatchNorm1d;

/** The batch norm of heads: no weights of its own, eps 1e-6. */
final class HeadBatchNorm {

  private HeadBatchNorm() {}

  static BatchNorm1d of(long channels) {
    return BatchNorm1d.builder().numFeatures(channels).affine(false).eps(1e-6).build();
  }
}
