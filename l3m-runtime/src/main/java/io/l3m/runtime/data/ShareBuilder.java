// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/** The parameters of masks that hide a share of the patches. */
abstract class ShareBuilder<S extends ShareBuilder<S>> {

  private long numPatches = 196;
  private double maskingRatio;

  ShareBuilder(double maskingRatio) {
    this.maskingRatio = maskingRatio;
  }

  abstract S self();

  /** Default 196. */
  @CanIgnoreReturnValue
  public S numPatches(long value) {
    numPatches = value;
    return self();
  }

  /** The share of hidden patches. */
  @CanIgnoreReturnValue
  public S maskingRatio(double value) {
    maskingRatio = value;
    return self();
  }

  final int patches() {
    Require.atLeast("num_patches", numPatches, 1);
    return Math.toIntExact(numPatches);
  }

  final int visible() {
    Require.within("masking_ratio", maskingRatio, 0, 1);
    return (int) (numPatches * (1 - maskingRatio));
  }
}
