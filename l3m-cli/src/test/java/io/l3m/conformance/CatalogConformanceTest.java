// SPDX-License-Identifier: Apache-2.0
package io.l3m.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.schema.BlockCatalog;
import io.l3m.compiler.schema.BlockSchema;
import io.l3m.compiler.schema.BlockSchema.Container;
import io.l3m.compiler.schema.CatalogReader;
import io.l3m.compiler.schema.Expr;
import io.l3m.compiler.schema.Parameter;
import io.l3m.compiler.schema.ValueType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The runtime can do what the catalogue says. What it cannot do yet is listed by name, so that a
 * list can only get shorter.
 */
class CatalogConformanceTest {

  private static final BlockCatalog CATALOG = CatalogReader.standard();

  /** What an owner that builds blocks of a role asks of their builders. */
  private static final Map<String, String> FACTORIES =
      Map.of(
          "attention", "io.l3m.runtime.nn.attention.AttentionFactory",
          "ffn", "io.l3m.runtime.nn.ffn.FeedForwardFactory",
          "norm", "io.l3m.runtime.nn.norm.NormFactory",
          "activation", "io.l3m.runtime.nn.activation.ActivationFactory",
          "transformer_block", "io.l3m.runtime.nn.trunk.BlockFactory",
          "optimizer", "io.l3m.runtime.optim.OptimizerFactory");

  @Test
  void everyClassExistsOrIsListed() {
    Set<String> missing = new TreeSet<>();
    for (BlockSchema schema : implemented()) {
      schema.javaClass().filter(name -> find(name).isEmpty()).ifPresent(missing::add);
    }
    assertThat(missing).isEqualTo(listed("missing-classes.txt"));
  }

  @Test
  void everyParameterHasASetterOrIsListed() {
    Set<String> missing = new TreeSet<>();
    for (BlockSchema schema : implemented()) {
      Optional<Class<?>> builder = schema.javaClass().flatMap(CatalogConformanceTest::builder);
      builder.ifPresent(found -> addMissingSetters(schema, found, missing));
    }
    assertThat(missing).isEqualTo(listed("missing-setters.txt"));
  }

  @Test
  void everyBuilderIsAFactoryOfItsRolesOrIsListed() {
    Set<String> missing = new TreeSet<>();
    for (BlockSchema schema : implemented()) {
      for (String role : schema.roles()) {
        Optional<Class<?>> factory =
            Optional.ofNullable(FACTORIES.get(role)).flatMap(CatalogConformanceTest::find);
        Optional<Class<?>> builder = schema.javaClass().flatMap(CatalogConformanceTest::builder);
        if (factory.isPresent()
            && builder.isPresent()
            && !factory.get().isAssignableFrom(builder.get())) {
          missing.add(schema.javaClass().orElseThrow() + " " + role);
        }
      }
    }
    assertThat(missing).isEqualTo(listed("missing-factories.txt"));
  }

  @Test
  void everyChoiceIsAConstantOrIsListed() {
    Set<String> missing = new TreeSet<>();
    for (BlockSchema schema : implemented()) {
      if (schema.javaClass().flatMap(CatalogConformanceTest::find).isPresent()) {
        schema.parameters().forEach(parameter -> addMissingConstants(parameter.type(), missing));
      }
    }
    assertThat(missing).isEqualTo(listed("missing-constants.txt"));
  }

  private static List<BlockSchema> implemented() {
    return CATALOG.all().stream().filter(schema -> schema.refused().isEmpty()).toList();
  }

  // ---- classes and builders

  private static Optional<Class<?>> find(String name) {
    try {
      return Optional.of(Class.forName(name, false, CatalogConformanceTest.class.getClassLoader()));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  /** What the class's {@code builder()} returns. */
  private static Optional<Class<?>> builder(String javaClass) {
    return find(javaClass)
        .flatMap(found ->
            Arrays.stream(found.getMethods())
                .filter(method -> method.getName().equals("builder"))
                .filter(method -> method.getParameterCount() == 0)
                .<Class<?>>map(Method::getReturnType)
                .findFirst()
                .or(() -> Optional.of(found)));
  }

  // ---- setters

  private static void addMissingSetters(BlockSchema schema, Class<?> builder, Set<String> missing) {
    for (Parameter parameter : schema.parameters()) {
      if (parameter.ignored().isPresent()
          || parameter.type() instanceof ValueType.KeyType
          || stages(schema).contains(parameter.name())) {
        continue;
      }
      String setter = parameter.javaName().orElseGet(() -> camelCase(parameter.name()));
      if (!SetterFit.has(builder, setter, parameter.type())) {
        missing.add(schema.javaClass().orElseThrow() + " " + setter);
      }
      if (needsWithout(parameter) && !hasMethod(builder, without(setter))) {
        missing.add(schema.javaClass().orElseThrow() + " " + without(setter));
      }
    }
  }

  /** Stages that run before a block are fields of the model, not arguments of the block. */
  private static List<String> stages(BlockSchema schema) {
    return schema.container().orElse(null) instanceof Container.Series series
        ? series.parameters()
        : List.of();
  }

  /** A parameter that may be null and is not by itself. */
  private static boolean needsWithout(Parameter parameter) {
    return parameter.nullable()
        && parameter.defaultValue().filter(value -> !(value instanceof Expr.Null)).isPresent();
  }

  private static boolean hasMethod(Class<?> builder, String name) {
    return Arrays.stream(builder.getMethods()).anyMatch(method -> method.getName().equals(name));
  }

  private static String without(String setter) {
    return "without" + Character.toUpperCase(setter.charAt(0)) + setter.substring(1);
  }

  /** {@code num_heads} is {@code numHeads}. */
  private static String camelCase(String name) {
    StringBuilder out = new StringBuilder();
    boolean up = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '_') {
        up = !out.isEmpty();
      } else {
        out.append(up ? Character.toUpperCase(c) : c);
        up = false;
      }
    }
    return out.toString();
  }

  // ---- choices

  private static void addMissingConstants(ValueType type, Set<String> missing) {
    switch (type) {
      case ValueType.ChoiceType choice ->
          choice.javaEnum().ifPresent(name -> addMissingConstants(choice, name, missing));
      case ValueType.ListType list -> addMissingConstants(list.element(), missing);
      case ValueType.UnionType union ->
          union.alternatives().forEach(one -> addMissingConstants(one, missing));
      default -> {}
    }
  }

  private static void addMissingConstants(
      ValueType.ChoiceType choice, String javaEnum, Set<String> missing) {
    Set<String> constants =
        find(javaEnum).map(Class::getEnumConstants).stream()
            .flatMap(Arrays::stream)
            .map(constant -> ((Enum<?>) constant).name())
            .collect(Collectors.toSet());
    choice.choices().stream()
        .filter(one -> !constants.contains(one.constant()))
        .forEach(one -> missing.add(javaEnum + " " + one.constant()));
  }

  // ---- the lists

  private static Set<String> listed(String name) {
    try (InputStream in =
        CatalogConformanceTest.class.getResourceAsStream("/conformance/" + name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
