// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.shape;

import io.l3m.compiler.schema.Expr;
import io.l3m.compiler.schema.PortType;
import java.util.Set;

/** Why a value does not fit a port. */
public sealed interface Mismatch {

  /** Another kind of value: a picture where a tensor is expected. */
  record Kind(Set<PortType.Kind> expected, String found) implements Mismatch {
    public Kind {
      expected = Set.copyOf(expected);
    }
  }

  /** Another number of axes. */
  record Rank(PortType.TensorType expected, int found) implements Mismatch {}

  /**
   * Another size.
   *
   * @param axis of the value, from 0
   * @param specified what the port says about that axis
   * @param expected what that is here
   * @param works whether the block computes something all the same
   */
  record Size(int axis, Expr specified, Dim expected, Dim found, boolean works)
      implements Mismatch {}

  /** Another number of tensors in a list. */
  record Count(Expr specified, Dim expected, long found) implements Mismatch {}

  /** Leading sizes that differ from those of an input before. */
  record Leading(int axis, Dim expected, Dim found) implements Mismatch {}
}
