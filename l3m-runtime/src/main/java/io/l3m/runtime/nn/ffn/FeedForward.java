// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.ffn;

import io.l3m.runtime.nn.Layer;

/** The part of a transformer block that works on each token by itself. */
public abstract class FeedForward extends Layer {

  @Override
  protected boolean isSampleWise() {
    return true;
  }
}
