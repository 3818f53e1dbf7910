// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

/** How losses of single elements become one number. */
public enum Reduction {
  /** They do not. */
  NONE(0),
  /** Their mean. */
  MEAN(1),
  /** Their sum. */
  SUM(2),
  /** Their sum over the number of samples. */
  BATCHMEAN(2);

  private final long code;

  Reduction(long code) {
    this.code = code;
  }

  /** libtorch's number for it. */
  long code() {
    return code;
  }
}
