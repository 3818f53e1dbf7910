// SPDX-License-Identifier: Apache-2.0
package io.l3m.golden;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.l3m.compiler.plan.Names;
import io.l3m.compiler.schema.BlockSchema;
import io.l3m.compiler.schema.Port;
import io.l3m.runtime.block.Block;
import io.l3m.runtime.nn.attention.AttentionMask;
import io.l3m.runtime.nn.attention.Positions;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * The call of a plain module: which data keys are its arguments, and the Java for it.
 *
 * @param module the runtime class
 * @param keys the data keys that are handed over, in the order of the signature
 * @param expression the call, on {@code module} with arguments {@code a0}, {@code a1}, …
 * @param components what the result is taken apart into; none for a tensor
 * @param measure what is computed of what the module says beside its result, if it is recorded
 */
record ModuleCall(
    Class<?> module,
    List<String> keys,
    String expression,
    List<String> components,
    Optional<String> measure) {

  private static final String NO_INPUT = "nothing";

  /** How the recorded call of a module is said in Java. */
  static ModuleCall of(BlockSchema schema, JsonObject call) {
    Class<?> module = runtimeClass(schema);
    Arguments arguments = Arguments.of(schema, call);
    return Arrays.stream(module.getMethods())
        .filter(method -> method.getName().equals("forward") && !method.isBridge())
        .sorted(Comparator.comparingInt(Method::getParameterCount).reversed())
        .flatMap(method -> arguments.fit(module, method).stream())
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no `forward` of " + module.getSimpleName() + " takes " + call));
  }

  /** Stands where nobody gets as far as the call. */
  static ModuleCall notMade() {
    return new ModuleCall(Object.class, orNothing(List.of()), "", List.of(), Optional.empty());
  }

  private static Class<?> runtimeClass(BlockSchema schema) {
    try {
      return Class.forName(schema.javaClass().orElse(schema.target()));
    } catch (ClassNotFoundException missing) {
      throw new IllegalArgumentException("the runtime lacks " + missing.getMessage(), missing);
    }
  }

  /** The same call of a module that says something beside its result. */
  ModuleCall measuring(String name) {
    return new ModuleCall(module, keys, expression, components, Optional.of(name));
  }

  int results() {
    return Math.max(1, components.size());
  }

  /** The data keys that the call needs; there is always one. */
  static List<String> orNothing(List<String> keys) {
    return keys.isEmpty() ? List.of(NO_INPUT) : keys;
  }

  /** The stage that makes the call. */
  String source(String packageName) {
    String type = module.getCanonicalName();
    String registered =
        Block.class.isAssignableFrom(module) ? "child(\"module\", module)" : "module";
    String parameters =
        Stream.iterate(0, i -> i < keys.size(), i -> i + 1)
            .map(i -> "Tensor a" + i)
            .collect(Collectors.joining(", "));
    String body =
        components.isEmpty()
            ? "return " + expression + ";"
            : "var all = "
                + expression
                + "; return java.util.List.of("
                + components.stream()
                    .map(name -> "all." + name + "()")
                    .collect(Collectors.joining(", "))
                + ");";
    return """
    package %1$s;
    import io.l3m.runtime.nn.attention.AttentionMask;
    import io.l3m.runtime.nn.attention.Positions;
    import org.bytedeco.pytorch.Tensor;
    public final class Call extends io.l3m.runtime.block.Block {
      private final %2$s module;
      private Call(%2$s module) { this.module = %3$s; }
      public %4$s forward(%5$s) { %6$s }
      %7$s
      public static Builder builder() { return new Builder(); }
      public static final class Builder {
        private %2$s module;
        public Builder module(%2$s module) { this.module = module; return this; }
        public Call build() { return new Call(module); }
      }
    }
    """
        .formatted(
            packageName,
            type,
            registered,
            components.isEmpty() ? "Tensor" : "java.util.List<Tensor>",
            parameters,
            body,
            measure.map(name -> withMeasure(name, parameters)).orElse(""));
  }

  /** As the programs of a config have it: all results in one record. */
  private static String withMeasure(String name, String parameters) {
    return """
    public record All(Tensor y, Tensor %1$s) {}
      public All forwardAll(%2$s) {
        var said = new java.util.ArrayList<Tensor>();
        Tensor y = module.forward(a0, said::add);
        return new All(
            y, io.l3m.runtime.loss.MoeBalancingLoss.builder().build().forward(said).loss());
      }
    """
        .formatted(Names.camelCase(name), parameters);
  }

  /** The arguments of a call in the order of the schema; absent ones are empty. */
  private record Arguments(List<Optional<String>> keys, List<Long> numbers) {

    static Arguments of(BlockSchema schema, JsonObject call) {
      Map<String, Optional<String>> named = new LinkedHashMap<>();
      List<Port> ports = schema.call().map(BlockSchema.Call::arguments).orElseGet(List::of);
      ports.forEach(port -> named.put(name(port), Optional.empty()));
      List<String> names = new ArrayList<>(named.keySet());
      List<JsonElement> positional =
          call.has("args") ? call.getAsJsonArray("args").asList() : List.of();
      for (int i = 0; i < positional.size(); i++) {
        String name = i < names.size() ? names.get(i) : "argument " + i;
        named.put(name, key(positional.get(i)));
      }
      if (call.has("kwargs")) {
        call.getAsJsonObject("kwargs").asMap().forEach((name, key) -> named.put(name, key(key)));
      }
      List<Long> numbers = new ArrayList<>();
      if (call.has("scalar_kwargs")) {
        call.getAsJsonObject("scalar_kwargs")
            .asMap()
            .values()
            .forEach(number -> numbers.add(number.getAsLong()));
      }
      return new Arguments(List.copyOf(named.values()), numbers);
    }

    private static Optional<String> key(JsonElement key) {
      return key.isJsonNull() ? Optional.empty() : Optional.of(key.getAsString());
    }

    private static String name(Port port) {
      return port.key() instanceof Port.KeyName.Fixed(String key) ? key : port.key().toString();
    }

    /** The call of a method, if it takes all that is given. */
    Optional<ModuleCall> fit(Class<?> module, Method method) {
      Deque<Optional<String>> left = new ArrayDeque<>(keys);
      Deque<Long> leftNumbers = new ArrayDeque<>(numbers);
      List<String> taken = new ArrayList<>();
      List<String> said = new ArrayList<>();
      for (Class<?> type : method.getParameterTypes()) {
        Optional<String> next =
            type == long.class
                ? Optional.ofNullable(leftNumbers.poll()).map(number -> number + "L")
                : tensor(type, left, taken);
        if (next.isEmpty()) {
          return Optional.empty();
        }
        said.add(next.get());
      }
      if (left.stream().anyMatch(Optional::isPresent)) {
        return Optional.empty();
      }
      String expression = "module.forward(" + String.join(", ", said) + ")";
      return Optional.of(
          new ModuleCall(
              module, orNothing(taken), expression, components(method), Optional.empty()));
    }

    private static Optional<String> tensor(
        Class<?> type, Deque<Optional<String>> left, List<String> taken) {
      Optional<String> key = left.isEmpty() ? Optional.empty() : left.poll();
      if (key.isEmpty()) {
        return type == AttentionMask.class
            ? Optional.of("AttentionMask.none()")
            : Optional.of("Positions.sequential()").filter(none -> type == Positions.class);
      }
      taken.add(key.get());
      String name = "a" + (taken.size() - 1);
      if (type == AttentionMask.class) {
        return Optional.of("AttentionMask.of(" + name + ")");
      }
      if (type == Positions.class) {
        return Optional.of("Positions.of(" + name + ")");
      }
      return Optional.of(name).filter(plain -> type == Tensor.class);
    }

    private static List<String> components(Method method) {
      return method.getReturnType().isRecord()
          ? Arrays.stream(method.getReturnType().getRecordComponents())
              .map(RecordComponent::getName)
              .toList()
          : List.of();
    }
  }
}
