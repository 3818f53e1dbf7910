// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the parts of other blocks that an entry asks for and that no block of the role has. */
final class MemberAccess {

  private final BlockCatalog catalog;
  private final BlockSchema schema;
  private final List<String> missing = new ArrayList<>();

  MemberAccess(BlockCatalog catalog, BlockSchema schema) {
    this.catalog = catalog;
    this.schema = schema;
  }

  List<String> missing() {
    schema.lets().forEach(let -> visit(let.value()));
    schema
        .constraints()
        .forEach(rule -> {
          visit(rule.condition());
          rule.when().ifPresent(this::visit);
        });
    schema.reads().forEach(this::visit);
    schema.writes().forEach(this::visit);
    schema.yields().forEach(this::visit);
    return missing;
  }

  private void visit(Port port) {
    port.when().ifPresent(this::visit);
    visit(port.type());
  }

  private void visit(PortType type) {
    switch (type) {
      case PortType.TensorType tensor ->
          tensor
              .dims()
              .forEach(dim -> {
                if (dim instanceof PortType.DimSpec.Size size) {
                  visit(size.value());
                }
              });
      case PortType.TensorList list -> {
        visit(list.count());
        visit(list.element());
      }
      case PortType.AnyOf any -> any.alternatives().forEach(this::visit);
      case PortType.Through through -> visit(through.input());
      case PortType.SameAs same -> {}
      case PortType.Opaque opaque -> {}
    }
  }

  private void visit(Expr expression) {
    switch (expression) {
      case Expr.Member(Expr.Name(String parameter), String name) -> check(parameter, name);
      case Expr.Member member -> visit(member.owner());
      case Expr.Unary unary -> visit(unary.operand());
      case Expr.Binary binary -> {
        visit(binary.left());
        visit(binary.right());
      }
      case Expr.Conditional conditional -> {
        visit(conditional.then());
        visit(conditional.condition());
        visit(conditional.otherwise());
      }
      case Expr.Call call -> call.arguments().forEach(this::visit);
      case Expr.Index index -> {
        visit(index.list());
        visit(index.index());
      }
      case Expr.ListLiteral list -> list.items().forEach(this::visit);
      case Expr.TargetCall call -> call.arguments().forEach(one -> visit(one.value()));
      case Expr.Literal literal -> {}
      case Expr.Null nothing -> {}
      case Expr.Name name -> {}
      case Expr.Given given -> {}
    }
  }

  private void check(String parameter, String name) {
    Optional<ValueType> type = schema.parameter(parameter).map(Parameter::type);
    Set<String> roles = new HashSet<>();
    type.ifPresent(found -> collectRoles(found, roles));
    boolean known =
        catalog.all().stream()
            .filter(block -> block.roles().stream().anyMatch(roles::contains))
            .anyMatch(block ->
                block.parameter(name).isPresent()
                    || block.lets().stream().anyMatch(let -> let.name().equals(name)));
    if (!known) {
      missing.add(schema.target() + ": " + parameter + "." + name);
    }
  }

  private static void collectRoles(ValueType type, Set<String> roles) {
    switch (type) {
      case ValueType.InstanceType instance -> roles.add(instance.role());
      case ValueType.FactoryType factory -> roles.add(factory.role());
      case ValueType.UnionType union ->
          union.alternatives().forEach(one -> collectRoles(one, roles));
      default -> {}
    }
  }
}
