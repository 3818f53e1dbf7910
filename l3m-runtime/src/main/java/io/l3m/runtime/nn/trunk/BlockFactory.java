// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.trunk;

/** Makes the blocks of a trunk. */
@FunctionalInterface
public interface BlockFactory {

  /** A fresh block; what the trunk decides takes precedence over own settings. */
  TransformerBlock create(BlockSpec spec);
}
