// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Likelihood;
import io.l3m.compiler.diag.NameGuess;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.diag.Problems.Suspect;
import io.l3m.compiler.diag.Severity;
import io.l3m.compiler.graph.Causes.Cause;
import io.l3m.compiler.schema.BlockSchema;
import io.l3m.compiler.schema.Expr;
import io.l3m.compiler.schema.Member;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks what the schema of a block or section demands between its parameters. */
final class Constraints {

  private static final int DEEPEST = 8;

  private final Problems problems;
  private final Optional<SourceFile> defaults;
  private final Evaluator evaluator;
  private final Causes causes;

  Constraints(Evaluator evaluator, Problems problems, Optional<SourceFile> defaults) {
    this.problems = problems;
    this.defaults = defaults;
    this.evaluator = evaluator;
    this.causes = new Causes(evaluator);
  }

  /**
   * Reports the constraints that are known not to hold, on the block and on what it builds from its
   * factories. A factory alone is judged by what its owner will not replace.
   *
   * @param supplied the parameters that the owner fills in
   */
  void check(BoundBlock block, Span place, Set<String> supplied) {
    checkOne(withoutSupplied(block, supplied), place);
    if (!block.partial()) {
      checkMembers(block.schema().members(), block, 0);
    }
  }

  /**
   * The values that reach a block.
   *
   * @param text those that have some free names, with their shapes, in words
   * @param sizes of the free names
   * @param suspects the places that give a free name its size
   * @param forgotten whether a default is probably not what was wanted
   */
  record Reaching(
      Function<Set<String>, String> text,
      Map<String, Value> sizes,
      Function<String, List<Suspect>> suspects,
      Predicate<Cause> forgotten) {

    private static final Reaching NOTHING =
        new Reaching(names -> "", Map.of(), name -> List.of(), cause -> false);
  }

  private static BoundBlock withoutSupplied(BoundBlock block, Set<String> supplied) {
    if (supplied.isEmpty()) {
      return block;
    }
    Map<String, Argument> arguments = new LinkedHashMap<>(block.arguments());
    supplied.forEach(
        name -> arguments.put(name, new Argument(new Value.Unknown(), block.origin())));
    return new BoundBlock(block.path(), block.schema(), block.partial(), arguments, block.origin());
  }

  private void checkMembers(List<Member> members, BoundBlock owner, int depth) {
    for (Member member : members) {
      switch (member) {
        case Member.Tensor tensor -> {}
        case Member.Repeat repeat -> checkMembers(repeat.members(), owner, depth);
        case Member.Child child -> {
          boolean absent =
              child.when().map(when -> !evaluator.holds(when, owner, Map.of())).orElse(false);
          if (!absent && depth < DEEPEST) {
            built(child.source(), owner).ifPresent(inner -> checkBuilt(inner, depth + 1));
          }
        }
      }
    }
  }

  private void checkBuilt(BoundBlock block, int depth) {
    checkOne(block, block.origin().span());
    checkMembers(block.schema().members(), block, depth);
  }

  /** What the owner makes itself; instances were checked where they stand. */
  private Optional<BoundBlock> built(Member.Source source, BoundBlock owner) {
    return switch (source) {
      case Member.Source.Instance instance -> Optional.empty();
      case Member.Source.Each each -> Optional.empty();
      case Member.Source.Built(String parameter, List<Expr.Argument> arguments) ->
          Values.block(evaluator.parameter(owner, parameter))
              .map(factory -> evaluator.build(factory, arguments, owner));
      case Member.Source.Computed(Expr factory, List<Expr.Argument> arguments) ->
          Values.block(evaluator.evaluate(factory, owner))
              .map(found -> evaluator.build(found, arguments, owner));
      case Member.Source.ByTarget(Expr.TargetCall call) -> evaluator.build(call, owner, Map.of());
    };
  }

  private void checkOne(BoundBlock block, Span place) {
    for (BlockSchema.Constraint constraint : block.schema().constraints()) {
      boolean applies =
          constraint.when().map(when -> evaluator.holds(when, block, Map.of())).orElse(true);
      if (applies && evaluator.fails(constraint.condition(), block, Map.of())) {
        report(constraint, block, place, Reaching.NOTHING);
      }
    }
  }

  /**
   * Reports the constraints on sizes that are known not to hold for the values that reach a block.
   *
   * @param reaching what reaches it
   * @return the parameters that are demanded to be otherwise
   */
  Set<String> checkSizes(BoundBlock block, Reaching reaching) {
    Set<String> wrong = new HashSet<>();
    Map<String, Value> free = reaching.sizes();
    for (BlockSchema.Constraint constraint : block.schema().constraints()) {
      boolean applies =
          constraint.when().map(when -> evaluator.holds(when, block, free)).orElse(true);
      if (applies
          && !evaluator.fails(constraint.condition(), block, Map.of())
          && evaluator.fails(constraint.condition(), block, free)) {
        report(constraint, block, block.origin().span(), reaching);
        if (constraint.severity() == Severity.ERROR) {
          wrong.addAll(causes.of(constraint.condition(), block).keySet());
        }
      }
    }
    return wrong;
  }

  /** The parameters that an expression is made of, by their paths. */
  Set<String> parametersOf(Expr expression, BoundBlock block) {
    return causes.of(expression, block).keySet();
  }

  /** The parameters at which demands are known not to be met. */
  Set<String> broken(BoundBlock block) {
    return block.schema().constraints().stream()
        .filter(constraint -> constraint.severity() == Severity.ERROR)
        .filter(constraint ->
            constraint.when().map(when -> evaluator.holds(when, block, Map.of())).orElse(true))
        .filter(constraint -> evaluator.fails(constraint.condition(), block, Map.of()))
        .flatMap(constraint -> constraint.at().stream())
        .collect(Collectors.toSet());
  }

  private void report(
      BlockSchema.Constraint constraint, BoundBlock block, Span place, Reaching reaching) {
    if (asksForFaulty(constraint.condition(), block)) {
      return;
    }
    List<Cause> parts = List.copyOf(causes.of(constraint.condition(), block).values());
    Code code =
        constraint.severity() == Severity.ERROR
            ? Code.CONSTRAINT_BROKEN
            : Code.CONSTRAINT_SUSPICIOUS;
    Set<String> free =
        Exprs.free(constraint.condition(), block.schema()).collect(Collectors.toSet());
    String reached = reaching.text().apply(free);
    String values =
        Stream.concat(parts.stream().map(Cause::show).distinct(), Stream.of(reached))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
    List<Suspect> suspects = new ArrayList<>(suspects(constraint, block, place, parts, reaching));
    Exprs.free(constraint.condition(), block.schema())
        .distinct()
        .forEach(name -> suspects.addAll(reaching.suspects().apply(name)));
    suspects.replaceAll(one -> one.withFitting(fitting(one, constraint, block, reaching)));
    Optional<Argument> stray = stray(constraint.condition(), block);
    stray.ifPresent(item -> suspects.clear());
    problems
        .report(
            code,
            stray.map(item -> item.origin().span()).orElse(place),
            block.schema().roles().isEmpty()
                ? block.schema().target()
                : block.schema().simpleName(),
            constraint.message(),
            values.isEmpty() ? "" : ": " + values)
        .suggest(stray.flatMap(item -> meant(item, constraint.condition(), block)))
        .suspect(suspects);
  }

  /** Where two numbers are to be equal and one of them stands somewhere: the other one. */
  private Optional<String> fitting(
      Suspect one, BlockSchema.Constraint constraint, BoundBlock block, Reaching reaching) {
    if (!(constraint.condition() instanceof Expr.Binary(String operator, Expr left, Expr right))
        || !operator.equals("==")) {
      return Optional.empty();
    }
    Value first = evaluator.evaluate(left, block, reaching.sizes());
    Value second = evaluator.evaluate(right, block, reaching.sizes());
    if (!(first instanceof Value.Int) || !(second instanceof Value.Int)) {
      return Optional.empty();
    }
    String written = one.source().text();
    return written.equals(Values.show(first))
        ? Optional.of(Values.show(second))
        : written.equals(Values.show(second)) ? Optional.of(Values.show(first)) : Optional.empty();
  }

  /** What alone does not meet the demand, of several items or names. */
  private Optional<Argument> stray(Expr condition, BoundBlock block) {
    return switch (condition) {
      case Expr.Call(String function, List<Expr> arguments) when function.equals("same_items") -> {
        Set<Value> names = values(arguments.getLast(), block);
        List<Argument> others =
            Values.items(evaluator.evaluate(arguments.getFirst(), block)).stream()
                .filter(item -> !names.contains(item.value()))
                .toList();
        yield others.size() == 1 ? Optional.of(others.getFirst()) : Optional.empty();
      }
      case Expr.Unary(String not, Expr.Call(String function, List<Expr> arguments))
          when function.equals("any_contains") ->
          containing(arguments, block);
      default -> Optional.empty();
    };
  }

  /** The first entry of a map whose name has a text in it. */
  private Optional<Argument> containing(List<Expr> arguments, BoundBlock block) {
    if (arguments.getFirst() instanceof Expr.Call(String names, List<Expr> maps)
        && evaluator.evaluate(maps.getFirst(), block)
            instanceof Value.Named(Map<String, Argument> entries)
        && evaluator.evaluate(arguments.getLast(), block) instanceof Value.Text(String part)) {
      return entries.entrySet().stream()
          .filter(entry -> entry.getKey().contains(part))
          .map(Map.Entry::getValue)
          .findFirst();
    }
    return Optional.empty();
  }

  private Set<Value> values(Expr list, BoundBlock block) {
    return Values.items(evaluator.evaluate(list, block)).stream()
        .map(Argument::value)
        .collect(Collectors.toSet());
  }

  /** Of the names that the list leaves out, the one that is nearly the item. */
  private Optional<String> meant(Argument item, Expr condition, BoundBlock block) {
    if (!(condition instanceof Expr.Call(String function, List<Expr> arguments))) {
      return Optional.empty();
    }
    Set<Value> used = values(arguments.getFirst(), block);
    List<String> left =
        values(arguments.getLast(), block).stream()
            .filter(name -> !used.contains(name))
            .flatMap(name -> Values.text(name).stream())
            .toList();
    return Values.text(item.value()).flatMap(text -> NameGuess.among(left, text));
  }

  /**
   * The parameter that the constraint names, else the written ones of its condition: a number that
   * is written in place is more likely the slip than one that others share.
   */
  private List<Suspect> suspects(
      BlockSchema.Constraint constraint,
      BoundBlock block,
      Span place,
      List<Cause> parts,
      Reaching reaching) {
    List<Suspect> suspects = new ArrayList<>();
    constraint
        .at()
        .filter(name -> parts.stream().noneMatch(part -> isInside(part, name, block)))
        .filter(name -> !isVainSwitch(name, constraint, block, reaching))
        .ifPresent(name -> suspects.add(named(name, block, place)));
    for (Cause part : parts) {
      boolean written = part.place().isPresent() || suspects.isEmpty();
      written = written || reaching.forgotten().test(part);
      if (written && suspects.stream().noneMatch(one -> one.source().equals(part.source()))) {
        suspects.add(
            suspect(
                part.source(),
                part.span(),
                reaching.forgotten().test(part) ? Likelihood.FORGOTTEN : likelihood(part),
                "`" + part.parameter() + "` is " + Values.show(part.value())));
      }
    }
    return suspects.size() > 1 || !reaching.sizes().isEmpty()
        ? suspects
        : suspects.stream().map(Constraints::itself).toList();
  }

  /** A value in the experiment is reported where it is written, one in the defaults where used. */
  private Suspect suspect(Span source, Span reference, Likelihood likelihood, String label) {
    Span place = isInDefaults(source) ? reference : source;
    return new Suspect(source, place, reference, 1, likelihood, label, Optional.empty(), false);
  }

  /** One that is wrong in itself, whatever refers to it. */
  private static Suspect itself(Suspect one) {
    return new Suspect(
        one.source(),
        one.place(),
        one.place(),
        one.uses(),
        one.likelihood(),
        one.label(),
        Optional.empty(),
        false);
  }

  /** Whether to throw the switch that a constraint names would not make it hold. */
  private boolean isVainSwitch(
      String name, BlockSchema.Constraint constraint, BoundBlock block, Reaching reaching) {
    Optional<Argument> argument = block.argument(name);
    if (argument.isEmpty() || !(argument.get().value() instanceof Value.Bool(boolean on))) {
      return false;
    }
    Map<String, Argument> arguments = new LinkedHashMap<>(block.arguments());
    arguments.put(name, new Argument(new Value.Bool(!on), argument.get().origin()));
    BoundBlock thrown =
        new BoundBlock(block.path(), block.schema(), block.partial(), arguments, block.origin());
    return block.schema().constraints().stream()
        .filter(other -> other.severity() == constraint.severity())
        .filter(other ->
            other.when().map(when -> evaluator.holds(when, thrown, reaching.sizes())).orElse(true))
        .anyMatch(other -> evaluator.fails(other.condition(), thrown, reaching.sizes()));
  }

  private Likelihood likelihood(Cause part) {
    if (isInDefaults(part.span())) {
      return Likelihood.NOT_OURS;
    }
    if (part.place().isEmpty()) {
      return part.value() instanceof Value.Null ? Likelihood.NOT_SAID : Likelihood.LEFT_OUT;
    }
    if (part.value() instanceof Value.Bool) {
      return Likelihood.SWITCH;
    }
    boolean number = part.value() instanceof Value.Int || part.value() instanceof Value.Real;
    if (!part.isLiteral() || part.value() instanceof Value.Many) {
      return Likelihood.ONE_OF_SEVERAL;
    }
    return number ? Likelihood.WRITTEN_HERE : Likelihood.SHARED;
  }

  /** Whether it matters that a parameter is given, and what is given was reported already. */
  private static boolean asksForFaulty(Expr condition, BoundBlock block) {
    return condition instanceof Expr.Given(String parameter)
        ? block.argument(parameter).map(Constraints::isUnknown).orElse(false)
        : Exprs.parts(condition).stream().anyMatch(part -> asksForFaulty(part, block));
  }

  private static boolean isUnknown(Argument argument) {
    return argument.value() instanceof Value.Unknown;
  }

  /** Whether a parameter belongs to the block that another parameter holds. */
  private static boolean isInside(Cause part, String holder, BoundBlock block) {
    return part.place().isPresent()
        && block
            .argument(holder)
            .flatMap(argument -> Values.block(argument.value()))
            .filter(inner -> inner.path().equals(part.block().path()))
            .isPresent();
  }

  private boolean isInDefaults(Span place) {
    return defaults.isPresent() && defaults.get() == place.file();
  }

  private Suspect named(String name, BoundBlock block, Span place) {
    Optional<Argument> argument = block.argument(name);
    Span source = argument.map(given -> given.origin().source()).orElse(place);
    Span span = argument.map(given -> given.origin().span()).orElse(place);
    return suspect(
        source,
        span,
        isInDefaults(span)
            ? Likelihood.NOT_OURS
            : source.equals(span) ? Likelihood.NAMED : Likelihood.NAMED_ELSEWHERE,
        "`" + name + "` stands here");
  }
}
