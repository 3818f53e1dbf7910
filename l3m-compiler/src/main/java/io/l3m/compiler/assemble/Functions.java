// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import io.l3m.compiler.assemble.Arithmetic.NoResult;
import io.l3m.compiler.assemble.Cell.Resolved;
import io.l3m.compiler.assemble.Expression.Call;
import io.l3m.compiler.assemble.Expression.Range;
import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.NameGuess;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.Origin;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ErrorNode;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.ReferenceNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import io.l3m.compiler.yaml.ScalarValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The functions that a config can call: arithmetic here, those that see the config beside. */
final class Functions {

  /** What other languages call them. */
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "div", "div_int",
          "divide", "div_float",
          "floordiv", "div_int",
          "sub", "subtract",
          "minus", "subtract",
          "plus", "add",
          "sum", "add",
          "times", "mul",
          "prod", "mul");

  /** A function, how many arguments it takes, and what it is for. */
  private enum Function {
    ADD("add", 0, Integer.MAX_VALUE),
    SUBTRACT("subtract", 1, Integer.MAX_VALUE),
    MUL("mul", 1, Integer.MAX_VALUE),
    MUL_INT("mul_int", 1, Integer.MAX_VALUE),
    DIV_INT("div_int", 1, Integer.MAX_VALUE),
    DIV_FLOAT("div_float", 1, Integer.MAX_VALUE),
    SQRT_DIV("sqrt_div", 2, 2),
    ENV("oc.env", 1, 2),
    SELECT("oc.select", 1, 2),
    DECODE("oc.decode", 1, 1),
    CREATE("oc.create", 1, 1),
    DICT_KEYS("oc.dict.keys", 1, 1),
    DICT_VALUES("oc.dict.values", 1, 1),
    DEPRECATED("oc.deprecated", 1, 2);

    private final String name;
    private final int least;
    private final int most;

    Function(String name, int least, int most) {
      this.name = name;
      this.least = least;
      this.most = most;
    }

    String arity() {
      if (most == Integer.MAX_VALUE) {
        return "at least " + count(least);
      }
      return least == most ? "exactly " + count(least) : least + " or " + count(most);
    }

    private static String count(int number) {
      return number == 1 ? "1 argument" : number + " arguments";
    }
  }

  private final Evaluator evaluator;
  private final Problems problems;
  private final Call call;
  private final List<Resolved> arguments;

  Functions(Evaluator evaluator, Call call, List<Resolved> arguments) {
    this.evaluator = evaluator;
    this.problems = evaluator.resolver().problems();
    this.call = call;
    this.arguments = arguments;
  }

  /** The result, or an error node when there is none and that was reported. */
  Resolved call(String name) {
    Optional<Function> function =
        Stream.of(Function.values()).filter(known -> known.name.equals(name)).findFirst();
    if (function.isEmpty()) {
      reportUnknown(name);
      return evaluator.error();
    }
    if (arguments.size() < function.get().least || arguments.size() > function.get().most) {
      problems.report(
          Code.FUNCTION_ARITY,
          evaluator.place(call.range()),
          name,
          function.get().arity(),
          arguments.size());
      return evaluator.error();
    }
    boolean poisoned = arguments.stream().anyMatch(value -> value.node() instanceof ErrorNode);
    return poisoned ? evaluator.error() : evaluate(function.get());
  }

  private Resolved evaluate(Function function) {
    ConfigFunctions config = new ConfigFunctions(evaluator, call, arguments);
    return switch (function) {
      case ADD, SUBTRACT, MUL, MUL_INT, DIV_INT, DIV_FLOAT, SQRT_DIV -> arithmetic(function);
      case ENV -> config.environment();
      case SELECT -> config.select();
      case DECODE -> config.decode();
      case CREATE -> config.create();
      case DICT_KEYS -> config.keys();
      case DICT_VALUES -> config.values();
      case DEPRECATED -> config.deprecated();
    };
  }

  private Resolved arithmetic(Function function) {
    List<Origin> operands = new ArrayList<>();
    arguments.forEach(argument -> operands.add(argument.node().origin()));
    try {
      List<ScalarValue> numbers = numbers();
      ScalarValue result =
          switch (function) {
            case ADD -> Arithmetic.add(numbers);
            case SUBTRACT -> Arithmetic.subtract(numbers);
            case MUL -> Arithmetic.multiply(numbers);
            case MUL_INT -> Arithmetic.truncate(Arithmetic.multiply(numbers));
            case DIV_INT -> Arithmetic.truncate(Arithmetic.divide(numbers));
            case DIV_FLOAT -> Arithmetic.divide(numbers);
            case SQRT_DIV -> Arithmetic.rootOfQuotient(numbers);
            case ENV, SELECT, DECODE, CREATE, DICT_KEYS, DICT_VALUES, DEPRECATED ->
                throw new IllegalArgumentException(function.name);
          };
      return evaluator.scalar(result, new Origin.Computed(evaluator.place(call.range()), operands));
    } catch (NoResult none) {
      problems.report(
          Code.FUNCTION_ARGUMENT, evaluator.place(call.range()), function.name, none.reason());
      return evaluator.error();
    }
  }

  private List<ScalarValue> numbers() throws NoResult {
    List<ScalarValue> numbers = new ArrayList<>();
    for (Resolved argument : arguments) {
      boolean number =
          argument.node() instanceof ScalarNode scalar
              && (scalar.value() instanceof ScalarValue.Int
                  || scalar.value() instanceof ScalarValue.Float
                  || scalar.value() instanceof ScalarValue.Bool);
      if (!number) {
        throw new NoResult(
            "takes numbers, but argument " + (numbers.size() + 1) + " is " + kind(argument));
      }
      numbers.add(((ScalarNode) argument.node()).value());
    }
    return numbers;
  }

  /** What people call a value: {@code a map}. */
  static String kind(Resolved value) {
    return kind(value.node());
  }

  private static String kind(ConfigNode node) {
    return switch (node) {
      case ScalarNode scalar -> scalar.value().kind();
      case MapNode map -> "a map";
      case ListNode list -> "a list";
      case ReferenceNode reference -> "a reference";
      case ErrorNode error -> "unknown";
    };
  }

  private void reportUnknown(String name) {
    List<String> names = Stream.of(Function.values()).map(function -> function.name).toList();
    Optional<String> near = nearest(name, names);
    Range place = call.nameRange();
    Problems.Report report =
        problems.report(Code.FUNCTION_UNKNOWN, evaluator.place(place), name).suggest(near);
    if (near.isEmpty()) {
      report.hint("there are " + String.join(", ", names));
    }
  }

  /** A near name, or one that the name spells out, as {@code multiply} does {@code mul}. */
  private static Optional<String> nearest(String name, List<String> names) {
    Optional<String> spelled =
        Optional.ofNullable(OTHER_NAMES.get(name))
            .or(() -> names.stream().filter(name::startsWith).findFirst());
    return spelled.isPresent() ? spelled : NameGuess.among(names, name);
  }
}
