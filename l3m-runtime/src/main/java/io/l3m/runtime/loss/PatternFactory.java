// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

/** Makes an order in which the patches of an image are predicted. */
@FunctionalInterface
public interface PatternFactory {

  /** The places of the patches in raster order, in the order in which they come. */
  long[] permutation();
}
