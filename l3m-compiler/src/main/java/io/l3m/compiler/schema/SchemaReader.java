// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.schema;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.diag.Severity;
import io.l3m.compiler.schema.BlockSchema.Container;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** One parse tree of an entry to its schema. */
final class SchemaReader {

  private final Places places;
  private final Problems problems;
  private final Scope scope;
  private final TypeReader types;
  private final ExprReader expressions;
  private final ExprReader conditions;
  private final PortReader ports;
  private final MemberReader members;

  SchemaReader(Places places, Problems problems) {
    this.places = places;
    this.problems = problems;
    this.scope = new Scope(problems);
    this.types = new TypeReader(places, problems);
    this.expressions = new ExprReader(places, scope, problems, false);
    this.conditions = new ExprReader(places, scope, problems, true);
    this.ports = new PortReader(places, scope, problems);
    this.members = new MemberReader(places, scope, problems);
  }

  // ---- blocks

  BlockSchema block(BlocksParser.BlockContext context, List<TerminalNode> doc) {
    Header header = new Header(context.header());
    Statements statements = new Statements(context.statement());
    List<BlocksParser.ParameterContext> parameters =
        statements.of(BlocksParser.StatementContext::parameter);
    List<ValueType> parameterTypes = declare(parameters);
    for (BlocksParser.LetContext let : statements.of(BlocksParser.StatementContext::let)) {
      scope.declareLet(let.name().getText(), places.of(let.name()));
    }
    return new BlockSchema(
        context.target().getText(),
        header.aliases,
        header.javaClass,
        header.roles,
        header.refused,
        statements.first(BlocksParser.StatementContext::container).map(this::container),
        parameters(parameters, parameterTypes),
        statements.map(BlocksParser.StatementContext::let, this::let),
        statements.map(BlocksParser.StatementContext::constraint, this::constraint),
        statements.map(BlocksParser.StatementContext::reads, this::reads),
        statements.map(BlocksParser.StatementContext::writes, this::writes),
        statements.first(BlocksParser.StatementContext::call).map(ports::call),
        statements
            .first(BlocksParser.StatementContext::sample)
            .map(sample -> sample.target().getText()),
        statements.map(
            BlocksParser.StatementContext::yields, yields -> ports.port(yields.port(), false)),
        statements.map(BlocksParser.StatementContext::member, members::read),
        statements.first(BlocksParser.StatementContext::freezes).isPresent(),
        statements.map(BlocksParser.StatementContext::starts, this::starts),
        measures(statements),
        doc(doc),
        places.of(context.target()));
  }

  private Port reads(BlocksParser.ReadsContext context) {
    return ports.port(context.port(), context.getChildCount() == 3);
  }

  private Port writes(BlocksParser.WritesContext context) {
    return ports.port(context.port(), context.getChildCount() == 3);
  }

  /** The last part of the name is the tensor. */
  private BlockSchema.Start starts(BlocksParser.StartsContext context) {
    String name = context.target().getText();
    int dot = name.lastIndexOf('.');
    if (dot < 0) {
      problems.report(Code.CATALOGUE_SYNTAX, places.of(context.target()), name);
    }
    Optional<Expr> when =
        Optional.ofNullable(context.expr(1)).map(condition -> expressions.read(condition));
    return new BlockSchema.Start(
        name.substring(0, Math.max(0, dot)),
        name.substring(dot + 1),
        expressions.read(context.expr(0)),
        when);
  }

  private static List<String> measures(Statements statements) {
    return statements.of(BlocksParser.StatementContext::measures).stream()
        .flatMap(measures -> measures.STRING().stream())
        .map(name -> Literals.text(name.getText()))
        .toList();
  }

  /** What stands between target and brace. */
  private static final class Header {
    private final List<String> aliases = new ArrayList<>();
    private final Set<String> roles = new LinkedHashSet<>();
    private Optional<String> javaClass = Optional.empty();
    private Optional<String> refused = Optional.empty();

    Header(List<BlocksParser.HeaderContext> headers) {
      for (BlocksParser.HeaderContext header : headers) {
        switch (header.getStart().getText()) {
          case "alias" -> header.target().forEach(alias -> aliases.add(alias.getText()));
          case "java" -> javaClass = Optional.of(header.target(0).getText());
          case "role" -> header.name().forEach(role -> roles.add(role.getText()));
          default -> refused = Optional.of(Literals.text(header.STRING().getText()));
        }
      }
    }
  }

  /** The statements of an entry, by kind. */
  private final class Statements {
    private final List<BlocksParser.StatementContext> all;

    Statements(List<BlocksParser.StatementContext> all) {
      this.all = all;
    }

    <T extends ParserRuleContext> List<T> of(Kind<T> kind) {
      return all.stream().map(kind::of).filter(Objects::nonNull).toList();
    }

    <T extends ParserRuleContext, R> List<R> map(Kind<T> kind, Function<T, R> reader) {
      return of(kind).stream().map(reader).toList();
    }

    /** Of a kind that may stand once. */
    <T extends ParserRuleContext> Optional<T> first(Kind<T> kind) {
      List<T> found = of(kind);
      found.stream()
          .skip(1)
          .forEach(second ->
              problems.report(
                  Code.CATALOGUE_STATEMENT_TWICE, places.of(second), second.getStart().getText()));
      return found.stream().findFirst();
    }
  }

  private interface Kind<T extends ParserRuleContext> {
    @Nullable T of(BlocksParser.StatementContext statement);
  }

  private BlockSchema.Let let(BlocksParser.LetContext context) {
    return new BlockSchema.Let(context.name().getText(), expressions.read(context.expr()));
  }

  // ---- sections

  SectionSchema section(BlocksParser.SectionContext context, List<TerminalNode> doc) {
    List<BlocksParser.ParameterContext> keys = new ArrayList<>();
    List<BlocksParser.ConstraintContext> rules = new ArrayList<>();
    for (BlocksParser.SectionStatementContext statement : context.sectionStatement()) {
      if (statement.parameter() != null) {
        keys.add(statement.parameter());
      } else {
        rules.add(statement.constraint());
      }
    }
    boolean open = context.getChildCount() > 2 && context.getChild(2).getText().equals("open");
    String text = context.STRING() == null ? doc(doc) : Literals.text(context.STRING().getText());
    return new SectionSchema(
        CatalogReader.path(context.target().getText()),
        open,
        parameters(keys, declare(keys)),
        rules.stream().map(this::constraint).toList(),
        text,
        places.of(context.target()));
  }

  // ---- what both have

  /** All names first, since a default may name a parameter that stands below it. */
  private List<ValueType> declare(List<BlocksParser.ParameterContext> contexts) {
    List<ValueType> read = new ArrayList<>();
    for (BlocksParser.ParameterContext context : contexts) {
      ValueType type = types.read(context.type());
      scope.declareParameter(context.name().getText(), type, places.of(context.name()));
      read.add(type);
    }
    return read;
  }

  private List<Parameter> parameters(
      List<BlocksParser.ParameterContext> contexts, List<ValueType> parameterTypes) {
    List<Parameter> read = new ArrayList<>();
    for (int i = 0; i < contexts.size(); i++) {
      read.add(parameter(contexts.get(i), parameterTypes.get(i)));
    }
    return read;
  }

  private Parameter parameter(BlocksParser.ParameterContext context, ValueType type) {
    boolean nullable = false;
    for (int i = 0; i < context.getChildCount(); i++) {
      nullable |= context.getChild(i).getText().equals("?");
    }
    Optional<Expr> value = Optional.ofNullable(context.expr()).map(e -> defaultValue(e, type));
    if (value.isPresent() && !Defaults.fits(value.get(), type, nullable)) {
      problems.report(Code.CATALOGUE_DEFAULT, places.of(context.expr()), context.name().getText());
    }
    Optional<String> ignored = Optional.empty();
    Optional<String> javaName = Optional.empty();
    for (BlocksParser.ModifierContext modifier : context.modifier()) {
      if (modifier.name() != null) {
        javaName = Optional.of(modifier.name().getText());
      } else {
        ignored = Optional.of(Literals.text(modifier.STRING().getText()));
      }
    }
    String doc =
        context.STRING() == null ? doc(context.DOC()) : Literals.text(context.STRING().getText());
    return new Parameter(context.name().getText(), type, nullable, value, ignored, javaName, doc);
  }

  /** As default of a choice, its words stand without quotes. */
  private Expr defaultValue(BlocksParser.ExprContext context, ValueType type) {
    String text = context.getText();
    return Defaults.word(text, type)
        .filter(word -> !scope.knows(text))
        .orElseGet(() -> expressions.read(context));
  }

  private BlockSchema.Constraint constraint(BlocksParser.ConstraintContext context) {
    boolean error = context.severity.getText().equals("require");
    Expr condition = conditions.read(context.expr(0));
    Optional<Expr> when =
        context.expr().size() > 1
            ? Optional.of(conditions.read(context.expr(1)))
            : Optional.empty();
    Optional<String> at = Optional.ofNullable(context.name()).map(RuleContext::getText);
    at.ifPresent(
        name -> scope.useParameter(name, "any kind", type -> true, places.of(context.name())));
    return new BlockSchema.Constraint(
        error ? Severity.ERROR : Severity.WARNING,
        condition,
        when,
        Literals.text(context.STRING(0).getText()),
        at,
        Optional.ofNullable(context.STRING(1)).map(text -> Literals.text(text.getText())));
  }

  private Container container(BlocksParser.ContainerContext context) {
    return switch (context.containerKind()) {
      case BlocksParser.SeriesContainerContext kind ->
          new Container.Series(
              kind.name().stream().map(name -> use(name, "block", PortReader::isBlock)).toList());
      case BlocksParser.EachContainerContext kind ->
          new Container.Each(
              use(kind.name(0), "list of blocks", PortReader::isList),
              kind.name().size() == 1
                  ? Optional.empty()
                  : Optional.of(use(kind.name(1), "list of names", PortReader::isList)));
      case BlocksParser.ApplyContainerContext kind ->
          new Container.Apply(use(kind.name(), "block", PortReader::isBlock));
      case BlocksParser.ChainContainerContext kind ->
          new Container.Chain(use(kind.name(), "list of blocks", PortReader::isList));
      case BlocksParser.WeightedContainerContext kind ->
          new Container.WeightedSum(
              use(kind.name(0), "list of blocks", PortReader::isList),
              use(kind.name(1), "list of numbers", PortReader::isList));
      default -> new Container.Nothing();
    };
  }

  private String use(BlocksParser.NameContext context, String kind, Predicate<ValueType> fits) {
    scope.useParameter(context.getText(), kind, fits, places.of(context));
    return context.getText();
  }

  private static String doc(List<TerminalNode> lines) {
    StringBuilder text = new StringBuilder();
    for (TerminalNode line : lines) {
      text.append(text.isEmpty() ? "" : " ").append(line.getText().substring(3).strip());
    }
    return text.toString();
  }
}
