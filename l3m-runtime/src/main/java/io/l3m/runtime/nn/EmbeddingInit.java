// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn;

/** The first values of a table of token vectors. */
public enum EmbeddingInit {
  /** Uniform within ±0.1. */
  UNIFORM,
  /** Normal with a small deviation. */
  NORMAL,
  /** Normal with deviation 0.125/√width. */
  SPARSE_TRANSFORMER
}
