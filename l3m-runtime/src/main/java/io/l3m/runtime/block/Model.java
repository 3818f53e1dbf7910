// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.block;

/**
 * The root of a tree of blocks.
 *
 * @param <B> what it reads: one batch of training data
 * @param <O> what it writes: all that losses and metrics look at
 */
public abstract class Model<B, O> extends Block {

  @Override
  protected boolean isSampleWise() {
    return true;
  }

  /** Computes the outputs for a batch. */
  public abstract O forward(B batch);
}
