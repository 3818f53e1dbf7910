// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn;

/** What a table of positions holds. */
public enum PosEmbedType {
  /** Learned vectors. */
  ABSOLUTE,
  /** Sines and cosines, frozen. */
  SINCOS
}
