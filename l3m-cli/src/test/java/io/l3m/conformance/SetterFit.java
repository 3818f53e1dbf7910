// SPDX-License-Identifier: Apache-2.0
package io.l3m.conformance;

import io.l3m.compiler.schema.ValueType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a method of a builder takes what a parameter of the catalogue may hold. */
final class SetterFit {

  private static final Set<Class<?>> WHOLE = Set.of(long.class, int.class);

  private SetterFit() {}

  /** Whether a public method of the builder has this name and takes the parameter's values. */
  static boolean has(Class<?> builder, String name, ValueType type) {
    return Arrays.stream(builder.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(method -> isNamed(method, name, type))
        .anyMatch(method -> takes(method, type));
  }

  /** Entries of a map are put one by one. */
  private static boolean isNamed(Method method, String name, ValueType type) {
    String found = method.getName();
    boolean putter = type instanceof ValueType.MapType && found.startsWith("put");
    return found.equals(name) || putter;
  }

  private static boolean takes(Method method, ValueType type) {
    Class<?>[] arguments = method.getParameterTypes();
    return switch (type) {
      case ValueType.UnionType union ->
          union.alternatives().stream().anyMatch(one -> takes(method, one));
      case ValueType.ListType list when list.element() instanceof ValueType.MapType map ->
          Arrays.stream(arguments).allMatch(one -> isA(one, map.value()));
      case ValueType.ListType list -> takesList(arguments, list.element());
      case ValueType.MapType map ->
          arguments.length == 2 && arguments[0] == String.class && isA(arguments[1], map.value());
      default -> arguments.length == 1 && isA(arguments[0], type);
    };
  }

  private static boolean takesList(Class<?>[] arguments, ValueType element) {
    if (arguments.length == 1) {
      Class<?> only = arguments[0];
      return only.isArray()
          ? isA(only.getComponentType(), element)
          : Collection.class.isAssignableFrom(only) || isA(only, element);
    }
    return arguments.length > 1 && Arrays.stream(arguments).allMatch(one -> isA(one, element));
  }

  private static boolean isA(Class<?> found, ValueType type) {
    return switch (type) {
      case ValueType.IntType whole -> WHOLE.contains(found);
      case ValueType.FloatType number -> found == double.class;
      case ValueType.BoolType bool -> found == boolean.class;
      case ValueType.PathType path -> found == String.class || found == Path.class;
      case ValueType.TextType text -> found == String.class;
      case ValueType.KeyType key -> found == String.class;
      case ValueType.PatternType pattern -> found == String.class;
      case ValueType.ChoiceType choice -> isChoice(found, choice.javaEnum());
      case ValueType.InstanceType instance -> isOurs(found);
      case ValueType.FactoryType factory -> isOurs(found);
      case ValueType.UnionType numbers when found == Number.class ->
          numbers.alternatives().stream()
              .allMatch(
                  one -> one instanceof ValueType.IntType || one instanceof ValueType.FloatType);
      case ValueType.UnionType union ->
          union.alternatives().stream().anyMatch(one -> isA(found, one));
      case ValueType.ListType list ->
          found.isArray() ? isA(found.getComponentType(), list.element()) : found == List.class;
      case ValueType.MapType map -> false;
      case ValueType.AnyType any -> true;
    };
  }

  private static boolean isChoice(Class<?> found, Optional<String> javaEnum) {
    return javaEnum
        .map(name -> found.getName().equals(name))
        .orElse(found == String.class || WHOLE.contains(found));
  }

  private static boolean isOurs(Class<?> found) {
    return !found.isPrimitive() && !found.getName().startsWith("java.lang");
  }
}
