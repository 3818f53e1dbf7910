// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.shape;

/** A size along one axis. */
public sealed interface Dim {

  record Fixed(long size) implements Dim {}

  /** Known by name only before the run: the batch {@code B}. */
  record Symbol(String name) implements Dim {}

  record Sum(Dim left, Dim right) implements Dim {}

  record Product(Dim left, Dim right) implements Dim {}

  record Quotient(Dim left, Dim right) implements Dim {}

  /** Nothing is known; it agrees with everything. */
  record Unknown() implements Dim {}
}
