// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.shape;

import io.l3m.compiler.schema.PortType;
import java.util.List;

/** The shape and kind of a value of the data dict. */
public sealed interface Shape {

  record TensorShape(PortType.Kind kind, List<Dim> dims) implements Shape {
    public TensorShape {
      dims = List.copyOf(dims);
    }
  }

  record ListShape(long count, TensorShape element) implements Shape {}

  /** Texts, names: no tensor. */
  record Opaque(String what) implements Shape {}

  /** Nothing is known; it agrees with everything. */
  record Unknown() implements Shape {}
}
