// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.schema;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import java.util.List;
import java.util.Optional;

/** Checks what an entry says about other entries: targets, their parameters, and roles. */
final class TargetCheck {

  private final BlockCatalog catalog;
  private final Problems problems;

  TargetCheck(BlockCatalog catalog, Problems problems) {
    this.catalog = catalog;
    this.problems = problems;
  }

  void check(BlockSchema schema) {
    schema.members().forEach(member -> check(member, schema));
    for (Parameter parameter : schema.parameters()) {
      parameter.defaultValue().ifPresent(value -> check(value, schema));
      checkRole(parameter.type(), schema);
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
      problems.report(Code.CATALOGUE_UNKNOWN_TARGET, schema.declared(), target);
      return;
    }
    for (Expr.Argument argument : arguments) {
      Optional<String> unknown =
          argument.name().filter(name -> called.get().parameter(name).isEmpty());
      unknown.ifPresent(name ->
          problems.report(Code.CATALOGUE_UNKNOWN_ARGUMENT, schema.declared(), target, name));
      check(argument.value(), schema);
    }
  }

  private void checkRole(ValueType type, BlockSchema schema) {
    switch (type) {
      case ValueType.InstanceType(String role) -> requireRole(role, schema);
      case ValueType.FactoryType(String role) -> requireRole(role, schema);
      case ValueType.ListType list -> checkRole(list.element(), schema);
      case ValueType.MapType(ValueType value) -> checkRole(value, schema);
      case ValueType.UnionType(List<ValueType> alternatives) ->
          alternatives.forEach(one -> checkRole(one, schema));
      default -> {}
    }
  }

  private void requireRole(String role, BlockSchema schema) {
    if (!catalog.roles().contains(role)) {
      problems.report(Code.CATALOGUE_UNKNOWN_ROLE, schema.declared(), role);
    }
  }
}
