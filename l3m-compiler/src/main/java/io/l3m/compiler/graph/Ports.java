// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.schema.Port;
import io.l3m.compiler.source.Origin;
import java.util.Map;
import java.util.Optional;

/** The data keys behind the ports of a bound block. */
final class Ports {

  private Ports() {}

  /** The name that {@code same as} uses for a port. */
  static String name(Port port) {
    return switch (port.key()) {
      case Port.KeyName.FromParameter(String parameter) -> parameter;
      case Port.KeyName.Fixed(String key) -> key;
      case Port.KeyName.Template(String parameter, String suffix) -> parameter + suffix;
      case Port.KeyName.OfPart(String part, String parameter) -> part + "." + parameter;
      case Port.KeyName.EachWriteKey(String parameter) -> parameter;
      case Port.KeyName.EachEnding(String suffix) -> suffix;
    };
  }

  /** What is known of the key of a port. */
  sealed interface Key {

    /** It is this key. */
    record Known(String name) implements Key {}

    /** It is every key that ends so. */
    record Several(String suffix) implements Key {}

    /** The port is not there. */
    record Absent() implements Key {}

    /** A mistake hides which key it is. */
    record Hidden() implements Key {}
  }

  /** The key of a port, or why there is none. */
  static Key key(Port port, BoundBlock block, Evaluator evaluator) {
    boolean absent = port.when().map(when -> evaluator.fails(when, block, Map.of())).orElse(false);
    if (absent) {
      return new Key.Absent();
    }
    boolean known = port.when().map(when -> evaluator.holds(when, block, Map.of())).orElse(true);
    Key named = named(port, block, evaluator);
    return known || named instanceof Key.Absent ? named : new Key.Hidden();
  }

  private static Key named(Port port, BoundBlock block, Evaluator evaluator) {
    return switch (port.key()) {
      case Port.KeyName.Fixed(String key) -> new Key.Known(key);
      case Port.KeyName.FromParameter(String parameter) ->
          parameterKey(evaluator.parameter(block, parameter), "");
      case Port.KeyName.Template(String parameter, String suffix) ->
          parameterKey(evaluator.parameter(block, parameter), suffix);
      case Port.KeyName.OfPart(String part, String parameter) ->
          Values.block(evaluator.parameter(block, part))
              .map(inner -> parameterKey(evaluator.parameter(inner, parameter), ""))
              .orElseGet(Key.Hidden::new);
      case Port.KeyName.EachWriteKey each -> new Key.Hidden();
      case Port.KeyName.EachEnding(String suffix) -> new Key.Several(suffix);
    };
  }

  /** Whether a port may have any key at all, rather than one that is only perhaps written. */
  static boolean isHidden(Port port, BoundBlock block, Evaluator evaluator) {
    Port always = new Port(port.key(), port.optional(), port.type(), Optional.empty());
    return key(port, block, evaluator) instanceof Key.Hidden
        && key(always, block, evaluator) instanceof Key.Hidden;
  }

  private static Key parameterKey(Value value, String suffix) {
    return switch (value) {
      case Value.Text(String key) -> new Key.Known(key + suffix);
      case Value.Null none -> new Key.Absent();
      default -> new Key.Hidden();
    };
  }

  /** The parameter that holds the key of a port. */
  static Optional<String> parameter(Port port) {
    return switch (port.key()) {
      case Port.KeyName.FromParameter(String parameter) -> Optional.of(parameter);
      case Port.KeyName.Template(String parameter, String suffix) -> Optional.of(parameter);
      case Port.KeyName.OfPart(String part, String parameter) -> Optional.of(part);
      case Port.KeyName.Fixed fixed -> Optional.empty();
      case Port.KeyName.EachWriteKey each -> Optional.empty();
      case Port.KeyName.EachEnding each -> Optional.empty();
    };
  }

  /** Where the key of a port is written, else the place of the block. */
  static Origin origin(Port port, BoundBlock block) {
    return parameter(port).map(block::originOf).orElse(block.origin());
  }
}
