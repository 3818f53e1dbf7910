// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import java.util.List;
import java.util.Optional;

/**
 * The construction of one runtime object: {@code Type.builder()}, a setter for each line of the
 * config, and {@code build()} unless the owner builds it.
 *
 * @param javaClass the qualified name of the runtime class
 * @param built whether {@code build()} ends it; a factory is handed over as the builder
 * @param place the line that names the target
 */
public record Construct(
    String javaClass, List<Setting> settings, boolean built, Optional<Place> place) {

  public Construct {
    settings = List.copyOf(settings);
  }

  /** The same object, built: what a function's factory makes is the function with its arguments. */
  Construct complete() {
    return new Construct(javaClass, settings, true, place);
  }

  /** Whether a method makes part of it. */
  public boolean calls(String method) {
    return settings.stream()
        .flatMap(setting -> setting.operands().stream())
        .anyMatch(operand ->
            switch (operand) {
              case Operand.Called called -> called.method().equals(method);
              case Operand.Nested nested -> nested.construct().calls(method);
              default -> false;
            });
  }

  /** One call of a setter, from one line of the config. */
  public record Setting(String setter, List<Operand> operands, Optional<Place> place) {
    public Setting {
      operands = List.copyOf(operands);
    }
  }

  /** An argument in the emitted program. */
  public sealed interface Operand {

    record Whole(long value) implements Operand {}

    record Real(double value) implements Operand {}

    record Truth(boolean value) implements Operand {}

    record Text(String value) implements Operand {}

    /** A constant of an enum of the runtime. */
    record Constant(String enumClass, String name) implements Operand {}

    record Nested(Construct construct) implements Operand {}

    /** A formula of the config, in Java. */
    record Lambda(String java) implements Operand {}

    /** What a method makes, since several places need one like it. */
    record Called(String method) implements Operand {}
  }
}
