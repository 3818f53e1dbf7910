// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.schema;

import java.util.List;
import java.util.Optional;

/** A part of a block's state, in PyTorch's registration order. */
public sealed interface Member {

  /**
   * A parameter or buffer.
   *
   * @param kind parameter, persistent buffer, or buffer outside the state dict
   * @param frozen born without gradient if this holds
   * @param initialiser how it is filled, in words ({@code xavier_uniform}, {@code normal 0.02})
   */
  record Tensor(
      String name,
      Kind kind,
      List<Expr> shape,
      Optional<Expr> when,
      Optional<Expr> frozen,
      String initialiser)
      implements Member {
    public Tensor {
      shape = List.copyOf(shape);
    }
  }

  enum Kind {
    PARAMETER,
    BUFFER,
    TRANSIENT_BUFFER
  }

  /**
   * A block inside: the instance or factory in a parameter, or one by target. {@code name} may hold
   * {@code {i}} of an enclosing repeat. A source that is null has no members.
   */
  record Child(String name, Source source, Optional<Expr> when) implements Member {}

  /** Where a child comes from. */
  sealed interface Source {

    /** The built block that the parameter holds. */
    record Instance(String parameter) implements Source {}

    /**
     * The factory that the parameter holds, called by the owner with arguments that win over its
     * own.
     */
    record Built(String parameter, List<Expr.Argument> arguments) implements Source {
      public Built {
        arguments = List.copyOf(arguments);
      }
    }

    /** The factory that an expression gives, called as {@link Built} is. */
    record Computed(Expr factory, List<Expr.Argument> arguments) implements Source {
      public Computed {
        arguments = List.copyOf(arguments);
      }
    }

    /** A block by target. */
    record ByTarget(Expr.TargetCall call) implements Source {}

    /**
     * Each block of a list or map parameter; {@code {i}} in the name is its index, {@code {name}}
     * its key.
     */
    record Each(String parameter) implements Source {}
  }

  /**
   * The members once for each {@code index} in {@code 0 … count-1}; where {@code count} is a list,
   * once for each of its items. In names inside, {@code {index}} is that number or item.
   */
  record Repeat(String index, Expr count, List<Member> members) implements Member {
    public Repeat {
      members = List.copyOf(members);
    }
  }
}
