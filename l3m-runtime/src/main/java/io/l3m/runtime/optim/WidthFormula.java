// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

/** A factor that follows from how wide a layer is. */
@FunctionalInterface
public interface WidthFormula {

  /**
   * The factor.
   *
   * @param baseWidth the width for which learning rates and starting weights were chosen
   * @param width the width of the layer
   */
  double at(double baseWidth, double width);
}
