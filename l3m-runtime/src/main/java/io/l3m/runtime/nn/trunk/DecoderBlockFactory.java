// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.trunk;

/** Makes the blocks of a decoder. */
@FunctionalInterface
public interface DecoderBlockFactory {

  /** A fresh block; what the decoder decides takes precedence over own settings. */
  DecoderBlock create(DecoderSpec spec);
}
