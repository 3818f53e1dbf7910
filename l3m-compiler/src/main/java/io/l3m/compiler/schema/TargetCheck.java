// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.schema;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.NameGuess;
import io.l3m.compiler.diag.Problems;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Checks what an entry says about other entries: targets, their parameters, and roles. */
final class TargetCheck {

  private final BlockCatalog catalog;
  private final Problems problems;

  TargetCheck(BlockCatalog catalog, Problems problems) {
    this.catalog = catalog;
    this.problems = problems;
  }

  /** Checks the entries of files that people add; a role of their own is theirs to ask for. */
  void check(List<BlockSchema> added) {
    added.forEach(this::check);
    Set<String> known = new LinkedHashSet<>(CatalogReader.standard().roles());
    added.forEach(schema ->
        schema.parameters().forEach(parameter -> collectRoles(parameter.type(), known::add)));
    for (BlockSchema schema : added) {
      schema.roles().stream()
          .filter(role -> !known.contains(role) && NameGuess.slip(known, role).isPresent())
          .forEach(role -> reportRole(role, known, schema));
    }
  }

  void check(BlockSchema schema) {
    schema.members().forEach(member -> check(member, schema));
    for (Parameter parameter : schema.parameters()) {
      parameter.defaultValue().ifPresent(value -> check(value, schema));
      collectRoles(parameter.type(), role -> requireRole(role, schema));
    }
  }

  private void check(Member member, BlockSchema schema) {
    switch (member) {
      case Member.Repeat repeat -> repeat.members().forEach(inner -> check(inner, schema));
      case Member.Child(String name, Member.Source.ByTarget source, Optional<Expr> when) ->
          check(source.call(), schema);
      case Member.Child child -> {}
      case Member.Tensor tensor -> {}
    }
  }

  private void check(Expr value, BlockSchema schema) {
    if (!(value instanceof Expr.TargetCall(String target, List<Expr.Argument> arguments))) {
      return;
    }
    Optional<BlockSchema> called = catalog.find(target);
    if (called.isEmpty()) {
      problems
          .report(Code.CATALOGUE_UNKNOWN_TARGET, schema.declared(), target)
          .suggest(NameGuess.slip(catalog.names(), target));
      return;
    }
    for (Expr.Argument argument : arguments) {
      Optional<String> unknown =
          argument.name().filter(name -> called.get().parameter(name).isEmpty());
      unknown.ifPresent(name ->
          problems
              .report(Code.CATALOGUE_UNKNOWN_ARGUMENT, schema.declared(), target, name)
              .suggest(NameGuess.among(names(called.get()), name)));
      check(argument.value(), schema);
    }
  }

  private static List<String> names(BlockSchema schema) {
    return schema.parameters().stream().map(Parameter::name).toList();
  }

  private static void collectRoles(ValueType type, Consumer<String> roles) {
    switch (type) {
      case ValueType.InstanceType(String role) -> roles.accept(role);
      case ValueType.FactoryType(String role) -> roles.accept(role);
      case ValueType.ListType list -> collectRoles(list.element(), roles);
      case ValueType.MapType(ValueType value) -> collectRoles(value, roles);
      case ValueType.UnionType(List<ValueType> alternatives) ->
          alternatives.forEach(one -> collectRoles(one, roles));
      default -> {}
    }
  }

  private void requireRole(String role, BlockSchema schema) {
    if (!catalog.roles().contains(role)) {
      reportRole(role, catalog.roles(), schema);
    }
  }

  private void reportRole(String role, Set<String> known, BlockSchema schema) {
    problems
        .report(Code.CATALOGUE_UNKNOWN_ROLE, schema.declared(), role)
        .suggest(NameGuess.among(known, role));
  }
}
