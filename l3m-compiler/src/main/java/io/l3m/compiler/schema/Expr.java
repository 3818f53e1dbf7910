// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.schema;

import java.util.List;
import java.util.Optional;

/**
 * An expression of the schema language: in defaults, constraints, shapes and lets. Names are
 * parameters and lets of the block; single capital letters (and any name that is neither) are free
 * dimensions, bound by unification.
 */
public sealed interface Expr {

  /** A constant: {@code Long}, {@code Double}, {@code Boolean} or {@code String}. */
  record Literal(Object value) implements Expr {}

  /** The literal {@code null}. */
  record Null() implements Expr {}

  /** A parameter, a let, the index of a repeat, or a free dimension. */
  record Name(String name) implements Expr {}

  /** A parameter or let of the block that {@code owner} holds: {@code patchifier.num_patches}. */
  record Member(Expr owner, String name) implements Expr {}

  /** An element of a list: {@code size[0]}. */
  record Index(Expr list, Expr index) implements Expr {}

  record ListLiteral(List<Expr> items) implements Expr {
    public ListLiteral {
      items = List.copyOf(items);
    }
  }

  /** {@code -x} or {@code not x}. */
  record Unary(String operator, Expr operand) implements Expr {}

  /** {@code + - * / // % ** == != < <= > >= and or in}; {@code and} and {@code or} short-cut. */
  record Binary(String operator, Expr left, Expr right) implements Expr {}

  /** {@code then if condition else otherwise}. */
  record Conditional(Expr then, Expr condition, Expr otherwise) implements Expr {}

  /** A function: {@code int ceil floor min max sqrt len abs is_list is_int sum prod}. */
  record Call(String function, List<Expr> arguments) implements Expr {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** Whether the config writes the parameter, {@code given head_dim}. */
  record Given(String parameter) implements Expr {}

  /**
   * A block by its target, as default of a parameter or as child: {@code torch.nn.LayerNorm(eps =
   * 1e-6)}.
   */
  record TargetCall(String target, List<Argument> arguments) implements Expr {
    public TargetCall {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * An argument that an owner passes to a factory; without a name it is positional, in the order of
   * the factory's parameters.
   */
  record Argument(Optional<String> name, Expr value) {}
}
