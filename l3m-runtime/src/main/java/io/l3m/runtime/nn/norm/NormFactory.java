// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.norm;

/** Makes normalisation layers, one for each place that needs one. */
@FunctionalInterface
public interface NormFactory {

  /** A layer for tensors whose last dimension is {@code width}. */
  Norm create(long width);

  /** A layer that leaves everything as it is. */
  static Norm none() {
    return new NoNorm();
  }

  /** Layer normalisation with eps 1e-6, what trunks and decoders use unless told otherwise. */
  static NormFactory standard() {
    return DefaultLayerNorm.builder();
  }
}
