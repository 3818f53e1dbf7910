// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.norm;

import io.l3m.runtime.nn.Layer;

/** A layer that normalises the last dimensions and keeps shape and dtype. */
public abstract class Norm extends Layer {

  @Override
  protected boolean isSampleWise() {
    return true;
  }
}
