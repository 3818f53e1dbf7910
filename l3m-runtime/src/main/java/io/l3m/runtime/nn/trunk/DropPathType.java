// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.trunk;

/** How the probability of dropping a branch depends on depth. */
public enum DropPathType {
  /** From 0 in the first block to the full rate in the last. */
  PROGRESSIVE,
  /** The same everywhere. */
  UNIFORM;

  /** The rate of one block. */
  double rate(double full, long block, long blocks) {
    return switch (this) {
      case UNIFORM -> full;
      case PROGRESSIVE -> blocks == 1 ? 0 : full * (double) block / (double) (blocks - 1);
    };
  }
}
