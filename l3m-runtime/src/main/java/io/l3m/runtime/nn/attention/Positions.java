// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/** The position of each token in its sequence: 0, 1, 2, … unless given. */
public final class Positions {

  private static final Positions SEQUENTIAL = new Positions(Optional.empty());

  private final Optional<Tensor> ids;

  private Positions(Optional<Tensor> ids) {
    this.ids = ids;
  }

  /** 0, 1, 2, … in every sequence. */
  public static Positions sequential() {
    return SEQUENTIAL;
  }

  /**
   * Given positions.
   *
   * @param ids {@code [B, N]} of any numeric type
   */
  public static Positions of(Tensor ids) {
    return new Positions(Optional.of(ids));
  }

  Optional<Tensor> ids() {
    return ids;
  }
}
