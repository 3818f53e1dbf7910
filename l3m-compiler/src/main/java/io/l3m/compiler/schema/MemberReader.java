// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.schema;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parse trees of a block's state to {@link Member}. */
final class MemberReader {

  private final Places places;
  private final Scope scope;
  private final Problems problems;
  private final ExprReader expressions;

  MemberReader(Places places, Scope scope, Problems problems) {
    this.places = places;
    this.scope = scope;
    this.problems = problems;
    this.expressions = new ExprReader(places, scope, problems, false);
  }

  Member read(BlocksParser.MemberContext context) {
    if (context.tensor() != null) {
      return tensor(context.tensor());
    }
    return context.child() != null ? child(context.child()) : repeat(context.repeat());
  }

  private Member tensor(BlocksParser.TensorContext context) {
    // Sizes come first, then up to two conditions: `when …`, and `frozen when …`.
    List<BlocksParser.ExprContext> all = context.expr();
    int conditions = 0;
    boolean whenFrozen = false;
    boolean when = false;
    for (int i = 0; i < context.getChildCount(); i++) {
      if (context.getChild(i).getText().equals("when")) {
        conditions++;
        boolean afterFrozen = context.getChild(i - 1).getText().equals("frozen");
        whenFrozen |= afterFrozen;
        when |= !afterFrozen;
      }
    }
    int sizes = all.size() - conditions;
    List<Expr> shape = all.subList(0, sizes).stream().map(expressions::read).toList();
    Optional<Expr> present =
        when ? Optional.of(expressions.read(all.get(sizes))) : Optional.empty();
    Optional<Expr> frozen = Optional.empty();
    if (context.frozen != null) {
      frozen = Optional.of(whenFrozen ? expressions.read(all.getLast()) : new Expr.Literal(true));
    }
    String initialiser = context.STRING() == null ? "" : Literals.text(context.STRING().getText());
    String name = context.memberName().getText();
    return new Member.Tensor(name, kind(context), shape, present, frozen, initialiser);
  }

  private static Member.Kind kind(BlocksParser.TensorContext context) {
    return switch (context.storage.getText()) {
      case "tensor" -> Member.Kind.PARAMETER;
      case "buffer" -> Member.Kind.BUFFER;
      default -> Member.Kind.TRANSIENT_BUFFER;
    };
  }

  private Member child(BlocksParser.ChildContext context) {
    boolean each = context.childSource().name() != null;
    context.memberName().memberNamePart().forEach(part -> checkIndices(part, each));
    Optional<Expr> when = Optional.ofNullable(context.expr()).map(expressions::read);
    String name = context.memberName().getText();
    return new Member.Child(name, source(context.childSource()), when);
  }

  /**
   * What stands in braces in a name: the index of a repeat, or the place or key of a list or map.
   */
  private void checkIndices(BlocksParser.MemberNamePartContext part, boolean each) {
    for (int i = 1; i < part.getChildCount(); i++) {
      String index = part.getChild(i).getText();
      boolean ofEach = each && (index.equals("i") || index.equals("name"));
      if (part.getChild(i - 1).getText().equals("{") && !ofEach && !scope.knows(index)) {
        problems.report(Code.CATALOGUE_UNKNOWN_NAME, places.of(part), index);
      }
    }
  }

  private Member.Source source(BlocksParser.ChildSourceContext context) {
    if (context.name() != null) {
      String list = context.name().getText();
      scope.useParameter(list, "list of blocks", PortReader::isList, places.of(context.name()));
      return new Member.Source.Each(list);
    }
    if (context.expr() != null) {
      return new Member.Source.Computed(
          expressions.read(context.expr()), expressions.readArguments(context.arguments()));
    }
    String target = context.target().getText();
    Span span = places.of(context.target());
    boolean calls = context.getChildCount() > 1;
    List<Expr.Argument> arguments = expressions.readArguments(context.arguments());
    if (target.contains(".")) {
      if (!calls) {
        problems.report(Code.CATALOGUE_SYNTAX, span, target);
      }
      return new Member.Source.ByTarget(new Expr.TargetCall(target, arguments));
    }
    scope.useParameter(target, "block", PortReader::isBlock, span);
    return calls ? new Member.Source.Built(target, arguments) : new Member.Source.Instance(target);
  }

  private Member repeat(BlocksParser.RepeatContext context) {
    String index = context.name().getText();
    Expr count = expressions.read(context.expr());
    scope.enter(index, places.of(context.name()));
    List<Member> members = new ArrayList<>();
    context.member().forEach(member -> members.add(read(member)));
    scope.leave();
    return new Member.Repeat(index, count, members);
  }
}
