// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.schema;

import java.util.List;
import java.util.Set;

/** The type of a data key or of an argument of a call. */
public sealed interface PortType {

  /**
   * Tensors, pictures and attention masks.
   *
   * @param kinds what is accepted (or, of a result, the one kind that is made)
   * @param dims sizes; an empty list is a scalar
   */
  record TensorType(Set<Kind> kinds, List<DimSpec> dims) implements PortType {
    public TensorType {
      kinds = Set.copyOf(kinds);
      dims = List.copyOf(dims);
    }
  }

  /** A list of {@code count} tensors. */
  record TensorList(Expr count, TensorType element) implements PortType {}

  /** Either of several types, tried in order: {@code int[B] | float[B, C]}. */
  record AnyOf(List<PortType> alternatives) implements PortType {
    public AnyOf {
      alternatives = List.copyOf(alternatives);
    }
  }

  /** The type of the input {@code name} (a key clause or call argument), passed on unchanged. */
  record SameAs(String name) implements PortType {}

  /**
   * What the block in parameter {@code parameter} makes of {@code input}; {@code input} itself
   * where it is null.
   */
  record Through(String parameter, PortType input) implements PortType {}

  /** Texts, names: values that are no tensors. */
  record Opaque(String what) implements PortType {}

  /** What a tensor-like value is. */
  enum Kind {
    FLOAT,
    INT,
    BOOL,
    /** A dense attention mask, true = may attend. */
    MASK,
    /** A structured (block) attention mask. */
    BLOCK_MASK,
    /** An 8-bit picture before it is a tensor: {@code picture[C, H, W]}. */
    PICTURE
  }

  /** A size, or any number of leading sizes. */
  sealed interface DimSpec {

    record Size(Expr value) implements DimSpec {}

    /**
     * {@code <= size} or {@code ~ size}: a block made for this size, which also takes others.
     *
     * @param bound whether these have to be smaller
     */
    record MadeFor(Expr value, boolean bound) implements DimSpec {}

    /** {@code ...}: the same leading sizes wherever it occurs in the block. */
    record Rest() implements DimSpec {}

    /** {@code ?}: any size. */
    record AnySize() implements DimSpec {}
  }
}
