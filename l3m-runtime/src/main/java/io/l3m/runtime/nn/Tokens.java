// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn;

import io.l3m.runtime.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Operations on sequences of tokens, {@code [B, N, D]}. */
public final class Tokens {

  private Tokens() {}

  /**
   * Puts the same tokens before those of each sequence.
   *
   * @param first {@code [1, K, D]}
   * @return {@code [B, K + N, D]}
   */
  public static Tensor prepend(Tensor first, Tensor tokens) {
    Tensor each = first.expand(tokens.size(0), -1, -1);
    return Tensors.concatenate(1, List.of(each, tokens));
  }

  /**
   * As much of a table as there are tokens.
   *
   * @param table {@code [1, at least N, D]}
   * @return {@code [1, N, D]}
   * @throws IllegalArgumentException if there are more tokens than places
   */
  public static Tensor prefix(Tensor table, Tensor tokens) {
    long count = tokens.size(1);
    long places = table.size(1);
    if (count == places) {
      return table;
    }
    if (count > places) {
      throw new IllegalArgumentException(
          "%d tokens do not fit into a table of %d positions".formatted(count, places));
    }
    return table.narrow(1, 0, count);
  }

  /**
   * All places of a sequence: given tokens in order where a mask is false, and a stand-in
   * elsewhere.
   *
   * @param tokens {@code [B, N, D]}
   * @param mask {@code [B, P]} bool with N false elements in each row
   * @param standIn {@code [1, 1, D]}
   * @return {@code [B, P, D]}
   */
  public static Tensor fillIn(Tensor tokens, Tensor mask, Tensor standIn) {
    Tensor places = mask.logical_not().reshape(-1).nonzero().squeeze(1);
    long width = tokens.size(2);
    Tensor empty = standIn.expand(mask.size(0), mask.size(1), -1).reshape(-1, width);
    Tensor filled = empty.index_copy(0, places, tokens.reshape(-1, width));
    return filled.view(mask.size(0), mask.size(1), width);
  }

  /**
   * The tokens where a mask is true, in order.
   *
   * @param mask {@code [B, N]} bool with as many true elements in each row
   * @return {@code [B, chosen, D]}
   */
  public static Tensor select(Tensor tokens, Tensor mask) {
    long batch = tokens.size(0);
    Tensor places = mask.reshape(-1).nonzero().squeeze(1);
    if (places.size(0) % batch != 0) {
      throw new IllegalArgumentException(
          "The mask chooses %d tokens of %d sequences, which cannot be as many of each"
              .formatted(places.size(0), batch));
    }
    Tensor chosen = tokens.reshape(-1, tokens.size(2)).index_select(0, places);
    return chosen.view(batch, -1, tokens.size(2));
  }
}
