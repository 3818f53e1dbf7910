// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import io.l3m.compiler.yaml.ScalarValue;
import java.util.List;

/** What a scalar with <code>${…}</code> in it says, before anything is looked up. */
sealed interface Expression {

  /** Where it stands in the scalar's text. */
  Range range();

  /** Half-open offsets in the text of a scalar. */
  record Range(int start, int end) {
    static final Range NOWHERE = new Range(0, 0);
  }

  /** A value as it is. */
  record Literal(ScalarValue value, Range range) implements Expression {}

  /** Texts and references, one behind the other. */
  record Joined(List<Expression> parts, Range range) implements Expression {
    public Joined {
      parts = List.copyOf(parts);
    }
  }

  /**
   * <code>${a.b}</code>, <code>${.a}</code>.
   *
   * @param up 0 from the root, 1 from the owner of the value, 2 from the owner's owner
   * @param keys the names; computed ones may hold dots
   * @param path where the path stands, without the braces
   */
  record Reference(int up, List<Expression> keys, Range path, Range range) implements Expression {
    public Reference {
      keys = List.copyOf(keys);
    }
  }

  /** <code>${f:x,y}</code>, with the parts of the function's name. */
  record Call(List<Expression> name, List<Expression> arguments, Range nameRange, Range range)
      implements Expression {
    public Call {
      name = List.copyOf(name);
      arguments = List.copyOf(arguments);
    }
  }

  /** {@code [x, y]} as an argument. */
  record Items(List<Expression> items, Range range) implements Expression {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** <code>{a: x}</code> as an argument. */
  record Pairs(List<Pair> pairs, Range range) implements Expression {

    /** One key and its value. */
    record Pair(String key, Expression value) {}

    public Pairs {
      pairs = List.copyOf(pairs);
    }
  }
}
