// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.schema;

import java.util.List;
import java.util.Optional;

/** What a parameter may hold. Whether it may be null is said by {@link Parameter#nullable()}. */
public sealed interface ValueType {

  record IntType(Range range) implements ValueType {}

  /** A number; an int is accepted. */
  record FloatType(Range range) implements ValueType {}

  record BoolType() implements ValueType {}

  record TextType() implements ValueType {}

  /** A file or folder that the program opens. */
  record PathType() implements ValueType {}

  /** The name of an entry of the data dict. */
  record KeyType() implements ValueType {}

  /** A pattern on parameter names or module paths. */
  record PatternType(PatternKind kind) implements ValueType {}

  enum PatternKind {
    /** fnmatch on full parameter names. */
    PARAMETER_GLOB,
    /** A dotted path of modules. */
    MODULE_PATH,
    /** The name of a block's class. */
    CLASS_NAME
  }

  /**
   * One of some words; {@code javaEnum} is the runtime's enum, whose constants are the words in
   * upper snake case.
   */
  record ChoiceType(List<Choice> choices, Optional<String> javaEnum) implements ValueType {
    public ChoiceType {
      choices = List.copyOf(choices);
    }
  }

  /**
   * A choice; {@code value} is a {@code String} or a {@code Long}, {@code constant} the name of the
   * enum constant.
   */
  record Choice(Object value, String constant) {}

  record ListType(ValueType element, int minimum, int maximum) implements ValueType {}

  record MapType(ValueType value) implements ValueType {}

  /** A built block: {@code _target_} without {@code _partial_}. */
  record InstanceType(String role) implements ValueType {}

  /** A block that its owner builds: {@code _partial_: true}. */
  record FactoryType(String role) implements ValueType {}

  /** One of several types, tried in order: {@code int | list of int}. */
  record UnionType(List<ValueType> alternatives) implements ValueType {
    public UnionType {
      alternatives = List.copyOf(alternatives);
    }
  }

  record AnyType() implements ValueType {}

  /** Bounds of a number; infinite where there is none. */
  record Range(double low, boolean lowOpen, double high, boolean highOpen) {

    public static final Range ALL =
        new Range(Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY, false);

    /** Whether a number lies in the range. */
    public boolean contains(double value) {
      return (lowOpen ? value > low : value >= low) && (highOpen ? value < high : value <= high);
    }
  }
}
