// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

/** Turns text into token ids; safe for several threads. */
public interface Tokenizer {

  /**
   * The ids of one text, {@code [L]}, padded and cut to the length that the tokenizer is set to.
   *
   * @throws DataException if the tokenizer cannot be read, or cannot pad
   */
  LongArray encode(String text);

  /** All ids of a text, neither padded nor cut: what a stream of texts is made of. */
  int[] encodeWhole(String text);
}
