// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import io.l3m.runtime.nn.attention.Rope.Rotation;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.TensorScope;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The position of each token in its sequence: 0, 1, 2, … unless given. Given positions belong to
 * the tensor scope in which they are made, with the rotation that layers share.
 */
public final class Positions {

  private static final Positions SEQUENTIAL = new Positions(Optional.empty());

  private final Optional<Tensor> ids;
  private final TensorScope.Home home = TensorScope.here();
  private @Nullable Shared shared;

  /** The rotation by which a block turned last, for the next layer that uses the same block. */
  private record Shared(Rope rope, Dtype dtype, Rotation rotation) {}

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

  /** The tables of {@code rope} for the given positions, made once. */
  Rotation rotation(Rope rope, Dtype dtype, Function<Tensor, Rotation> tables) {
    Shared present = shared;
    if (present == null || present.rope() != rope || present.dtype() != dtype) {
      Rotation fresh = tables.apply(ids.orElseThrow());
      home.keep(fresh.cos());
      home.keep(fresh.sin());
      present = new Shared(rope, dtype, fresh);
      shared = present;
    }
    return present.rotation();
  }
}
