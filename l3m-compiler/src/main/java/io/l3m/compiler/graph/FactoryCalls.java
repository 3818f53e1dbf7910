// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.schema.BlockCatalog;
import io.l3m.compiler.schema.BlockSchema;
import io.l3m.compiler.schema.Expr;
import io.l3m.compiler.schema.Member;
import io.l3m.compiler.schema.Parameter;
import io.l3m.compiler.schema.PortType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What owners pass to the factories that they hold: a block may hand its factory on to a block
 * inside, which builds it.
 */
final class FactoryCalls {

  private static final int DEEPEST = 8;

  private final BlockCatalog catalog;

  FactoryCalls(BlockCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * The parameters that the owner fills in.
   *
   * @param isKnown whether it is known how the owner builds the factory
   * @param always the parameters that every one of its calls fills in
   */
  record Supply(boolean isKnown, Set<String> always) {

    static final Supply NOTHING = new Supply(true, Set.of());
    private static final Supply UNKNOWN = new Supply(false, Set.of());

    Supply {
      always = Set.copyOf(always);
    }
  }

  /** What a factory in a position gets; nothing where the position is in no block. */
  Supply supplyTo(Optional<Slot.Owner> owner, BlockSchema factory) {
    if (owner.isEmpty()) {
      return Supply.NOTHING;
    }
    List<List<Expr.Argument>> calls = new ArrayList<>();
    collect(owner.get().schema().members(), owner.get().parameter(), calls, 0);
    if (calls.isEmpty()) {
      return isFunction(owner.get()) ? Supply.NOTHING : Supply.UNKNOWN;
    }
    Set<String> always = new HashSet<>(names(calls.getFirst(), factory));
    calls.forEach(call -> always.retainAll(names(call, factory)));
    return new Supply(true, always);
  }

  /** Whether the owner calls the factory with values of samples, which no parameter takes. */
  private static boolean isFunction(Slot.Owner owner) {
    return owner.schema().yields().stream()
        .anyMatch(port ->
            port.type() instanceof PortType.Through(String parameter, PortType input)
                && parameter.equals(owner.parameter()));
  }

  private void collect(
      List<Member> members, String parameter, List<List<Expr.Argument>> calls, int depth) {
    for (Member member : members) {
      switch (member) {
        case Member.Tensor tensor -> {}
        case Member.Repeat repeat -> collect(repeat.members(), parameter, calls, depth);
        case Member.Child child -> {
          switch (child.source()) {
            case Member.Source.Instance instance -> {}
            case Member.Source.Each each -> {}
            case Member.Source.Computed computed -> {}
            case Member.Source.Built built -> {
              if (built.parameter().equals(parameter)) {
                calls.add(built.arguments());
              }
            }
            case Member.Source.ByTarget target when depth < DEEPEST ->
                handedOn(target.call(), parameter, calls, depth + 1);
            case Member.Source.ByTarget target -> {}
          }
        }
      }
    }
  }

  /** The calls of an inner block that gets the factory as one of its own parameters. */
  private void handedOn(
      Expr.TargetCall call, String parameter, List<List<Expr.Argument>> calls, int depth) {
    Optional<BlockSchema> inner = catalog.find(call.target());
    if (inner.isEmpty()) {
      return;
    }
    for (int i = 0; i < call.arguments().size(); i++) {
      Expr.Argument argument = call.arguments().get(i);
      if (argument.value() instanceof Expr.Name(String name) && name.equals(parameter)) {
        nameOf(argument, i, inner.get())
            .ifPresent(innerName -> collect(inner.get().members(), innerName, calls, depth));
      }
    }
  }

  private static Set<String> names(List<Expr.Argument> arguments, BlockSchema factory) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < arguments.size(); i++) {
      nameOf(arguments.get(i), i, factory).ifPresent(names::add);
    }
    return names;
  }

  /** The name of an argument; a positional one takes that of the parameter in its place. */
  private static Optional<String> nameOf(Expr.Argument argument, int index, BlockSchema schema) {
    if (argument.name().isPresent()) {
      return argument.name();
    }
    List<Parameter> parameters = schema.parameters();
    return index < parameters.size() ? Optional.of(parameters.get(index).name()) : Optional.empty();
  }
}
