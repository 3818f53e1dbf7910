// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn;

import io.l3m.runtime.block.Block;
import org.bytedeco.pytorch.Tensor;

/** A block that maps one tensor to another. */
public abstract class Layer extends Block {

  /** Applies the layer. */
  public abstract Tensor forward(Tensor x);
}
