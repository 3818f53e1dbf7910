// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.schema;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;

/** Parse trees of data keys, calls and their types to {@link Port} and {@link PortType}. */
final class PortReader {

  private final Places places;
  private final Scope scope;
  private final Problems problems;
  private final ExprReader expressions;

  PortReader(Places places, Scope scope, Problems problems) {
    this.places = places;
    this.scope = scope;
    this.problems = problems;
    this.expressions = new ExprReader(places, scope, problems, true);
  }

  Port port(BlocksParser.PortContext context, boolean optional) {
    if (context.name() != null) {
      String list = context.name().getText();
      scope.useParameter(list, "list of blocks", PortReader::isList, places.of(context.name()));
      return new Port(
          new Port.KeyName.EachWriteKey(list),
          optional,
          new PortType.Opaque("what each block writes"),
          Optional.empty());
    }
    Optional<Expr> when = Optional.ofNullable(context.expr()).map(expressions::read);
    return new Port(key(context.portKey()), optional, type(context.portType()), when);
  }

  BlockSchema.Call call(BlocksParser.CallContext context) {
    List<Port> arguments = new ArrayList<>();
    for (BlocksParser.CallArgumentContext argument : context.callArgument()) {
      boolean optional = argument.getChildCount() == 3;
      Port.KeyName name = new Port.KeyName.Fixed(argument.name().getText());
      PortType type = type(argument.portType());
      arguments.add(new Port(name, optional, type, Optional.empty()));
    }
    return new BlockSchema.Call(arguments, type(context.portType()));
  }

  private Port.KeyName key(BlocksParser.PortKeyContext context) {
    if (context.name() != null) {
      String parameter = context.name().getText();
      scope.useParameter(parameter, "key", PortReader::isKey, places.of(context));
      return new Port.KeyName.FromParameter(parameter);
    }
    String text = Literals.text(context.STRING().getText());
    if (text.startsWith("*")) {
      return new Port.KeyName.EachEnding(text.substring(1));
    }
    int close = text.indexOf('}');
    if (!text.startsWith("{") || close < 0) {
      return new Port.KeyName.Fixed(text);
    }
    String parameter = text.substring(1, close);
    int dot = parameter.indexOf('.');
    if (dot > 0) {
      String part = parameter.substring(0, dot);
      scope.useParameter(part, "block", PortReader::isBlock, places.of(context));
      return new Port.KeyName.OfPart(part, parameter.substring(dot + 1));
    }
    scope.useParameter(parameter, "key", PortReader::isKey, places.of(context));
    return new Port.KeyName.Template(parameter, text.substring(close + 1));
  }

  private PortType type(BlocksParser.PortTypeContext context) {
    List<PortType> alternatives = new ArrayList<>();
    context.portTypeTerm().forEach(term -> alternatives.add(type(term)));
    return alternatives.size() == 1 ? alternatives.getFirst() : new PortType.AnyOf(alternatives);
  }

  private PortType type(BlocksParser.PortTypeTermContext context) {
    return switch (context) {
      case BlocksParser.TensorPortContext port -> tensor(port.tensorType());
      case BlocksParser.TensorListPortContext port ->
          new PortType.TensorList(expressions.read(port.expr()), tensor(port.tensorType()));
      case BlocksParser.SamePortContext port -> new PortType.SameAs(sameAs(port.portKey()));
      case BlocksParser.ThroughPortContext port -> through(port);
      case BlocksParser.OpaquePortContext port ->
          new PortType.Opaque(
              port.STRING() == null ? "any value" : Literals.text(port.STRING().getText()));
      default -> throw new IllegalStateException("port type " + context.getText());
    };
  }

  private static String sameAs(BlocksParser.PortKeyContext context) {
    return context.name() != null
        ? context.name().getText()
        : Literals.text(context.STRING().getText());
  }

  private PortType through(BlocksParser.ThroughPortContext context) {
    String parameter = context.plainName().getText();
    scope.useParameter(parameter, "block", PortReader::isBlock, places.of(context.plainName()));
    return new PortType.Through(parameter, type(context.portType()));
  }

  private PortType.TensorType tensor(BlocksParser.TensorTypeContext context) {
    Set<PortType.Kind> kinds = EnumSet.noneOf(PortType.Kind.class);
    for (BlocksParser.KindContext kind : context.kind()) {
      kinds.add(PortType.Kind.valueOf(kind.getText().toUpperCase(Locale.ROOT)));
    }
    List<PortType.DimSpec> dims = new ArrayList<>();
    for (BlocksParser.DimContext dim : context.dim()) {
      if (dim.madeFor != null) {
        boolean bound = dim.madeFor.getText().equals("<=");
        dims.add(new PortType.DimSpec.MadeFor(expressions.read(dim.expr()), bound));
      } else if (dim.expr() != null) {
        dims.add(new PortType.DimSpec.Size(expressions.read(dim.expr())));
      } else if (dim.getText().equals("?")) {
        dims.add(new PortType.DimSpec.AnySize());
      } else {
        dims.add(new PortType.DimSpec.Rest());
      }
    }
    if (dims.stream().filter(PortType.DimSpec.Rest.class::isInstance).count() > 1) {
      reportSyntax(context, "...");
    }
    return new PortType.TensorType(kinds, dims);
  }

  private void reportSyntax(ParserRuleContext context, String what) {
    problems.report(Code.CATALOGUE_SYNTAX, places.of(context), what);
  }

  private static boolean isKey(ValueType type) {
    return type instanceof ValueType.KeyType;
  }

  static boolean isList(ValueType type) {
    return switch (type) {
      case ValueType.ListType list -> true;
      case ValueType.MapType map -> true;
      case ValueType.UnionType(List<ValueType> alternatives) ->
          alternatives.stream().anyMatch(PortReader::isList);
      default -> false;
    };
  }

  static boolean isBlock(ValueType type) {
    return switch (type) {
      case ValueType.InstanceType instance -> true;
      case ValueType.FactoryType factory -> true;
      case ValueType.UnionType(List<ValueType> alternatives) ->
          alternatives.stream().anyMatch(PortReader::isBlock);
      default -> false;
    };
  }
}
