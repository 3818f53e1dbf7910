// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.activation;

import io.l3m.runtime.nn.Layer;

/** A layer that maps each element by itself. */
public abstract class Activation extends Layer {

  @Override
  protected boolean isSampleWise() {
    return true;
  }
}
