// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Likelihood;
import io.l3m.compiler.diag.Problems.Suspect;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.Evaluator;
import io.l3m.compiler.graph.Experiment;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.plan.ParameterTable;
import io.l3m.compiler.schema.Expr;
import io.l3m.compiler.schema.Parameter;
import io.l3m.compiler.schema.ValueType;
import io.l3m.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that a check may look at.
 *
 * @param flows the training flow, then one for each validation set
 * @param parameters of the model; empty where it could not be bound completely
 * @param weights how the files of {@code model.checkpoint} fit the model
 * @param worldSize the number of processes that will train
 */
public record CheckContext(
    Experiment experiment,
    List<DataFlow> flows,
    Optional<ParameterTable> parameters,
    Evaluator evaluator,
    StartingFit weights,
    int worldSize) {

  public CheckContext {
    flows = List.copyOf(flows);
  }

  /** The steps of the model in the training flow, or in the first flow there is. */
  List<DataFlow.Step> modelSteps() {
    return flows.stream().findFirst().map(DataFlow::model).orElse(List.of());
  }

  /** All steps of all flows. */
  Stream<DataFlow.Step> steps() {
    return flows.stream()
        .flatMap(flow -> Stream.of(flow.model(), flow.criterion(), flow.metrics()))
        .flatMap(List::stream);
  }

  /** A parameter of a block, its default where it is not written. */
  Value value(BoundBlock block, String parameter) {
    return evaluator.parameter(block, parameter);
  }

  /** Whether a parameter or let of a block is known to be true. */
  boolean isOn(BoundBlock block, String name) {
    return Values.bool(named(block, name)).orElse(false);
  }

  /** Whether a key of a section is known to be true. */
  boolean isOn(String section, String key) {
    return Values.bool(key(section, key)).orElse(false);
  }

  /** The flow of the training data. */
  Optional<DataFlow> training() {
    return experiment
        .train()
        .flatMap(train -> flows.stream().filter(flow -> flow.source().equals(train)).findFirst());
  }

  /** What is wrong with a parameter of a block is wrong where its value is written. */
  List<Suspect> suspect(BoundBlock block, String parameter) {
    Span reference = block.originOf(parameter).span();
    Span source = block.originOf(parameter).source();
    boolean ours = experiment.config().defaults().filter(source.file()::equals).isEmpty();
    return List.of(
        new Suspect(
            source,
            ours ? source : reference,
            reference,
            1,
            Likelihood.NAMED,
            "`" + parameter + "` stands here",
            Optional.empty(),
            false));
  }

  /** A parameter or let of a block. */
  Value named(BoundBlock block, String name) {
    return evaluator.evaluate(new Expr.Name(name), block, Map.of());
  }

  /** A key of a section, its default where it is not written. */
  Value key(String section, String key) {
    return written(section, key)
        .map(Argument::value)
        .or(() -> defaultOf(section, key))
        .orElseGet(Value.Unknown::new);
  }

  private Optional<Value> defaultOf(String section, String key) {
    return experiment
        .section(section)
        .flatMap(found -> found.schema().key(key))
        .flatMap(Parameter::defaultValue)
        .flatMap(CheckContext::literal);
  }

  private static Optional<Value> literal(Expr value) {
    return switch (value) {
      case Expr.Literal(Long whole) -> Optional.of(new Value.Int(whole));
      case Expr.Literal(Double real) -> Optional.of(new Value.Real(real));
      case Expr.Literal(Boolean bool) -> Optional.of(new Value.Bool(bool));
      case Expr.Literal(String text) -> Optional.of(new Value.Text(text));
      case Expr.Null none -> Optional.of(new Value.Null());
      default -> Optional.empty();
    };
  }

  /** A written key of a section. */
  Optional<Argument> written(String section, String key) {
    return experiment.written(section, key);
  }

  Optional<Long> whole(BoundBlock block, String parameter) {
    return Values.whole(value(block, parameter));
  }

  Optional<Long> wholeNamed(BoundBlock block, String name) {
    return Values.whole(named(block, name));
  }

  /** The modules of the model; empty where it could not be bound. */
  Optional<ModuleTree> modules() {
    return experiment.model().map(model -> ModuleTree.of(model, evaluator));
  }

  /** The names of all parameters; empty where they are not all known. */
  Optional<List<String>> parameterNames() {
    return parameters
        .filter(table -> table.isComplete() && modelIsKnown())
        .map(PatternCheck::namesOf);
  }

  /** Whether every block of the model could be bound, so that what is not there is missing. */
  boolean modelIsKnown() {
    return experiment.model().map(CheckContext::isKnown).orElse(false);
  }

  private static boolean isKnown(BoundBlock block) {
    return block.arguments().entrySet().stream()
        .allMatch(entry -> isKnown(entry.getValue().value(), mayBeBlock(block, entry.getKey())));
  }

  private static boolean isKnown(Value value, boolean mayBeBlock) {
    return switch (value) {
      case Value.Unknown unknown -> !mayBeBlock;
      case Value.Block(BoundBlock block) -> isKnown(block);
      case Value.Many(List<Argument> items) ->
          items.stream().allMatch(item -> isKnown(item.value(), mayBeBlock));
      case Value.Named(Map<String, Argument> entries) ->
          entries.values().stream().allMatch(entry -> isKnown(entry.value(), mayBeBlock));
      default -> true;
    };
  }

  private static boolean mayBeBlock(BoundBlock block, String parameter) {
    return block.schema().parameter(parameter).map(found -> mayBeBlock(found.type())).orElse(true);
  }

  private static boolean mayBeBlock(ValueType type) {
    return switch (type) {
      case ValueType.InstanceType instance -> true;
      case ValueType.FactoryType factory -> true;
      case ValueType.ListType list -> mayBeBlock(list.element());
      case ValueType.MapType map -> mayBeBlock(map.value());
      case ValueType.UnionType union ->
          union.alternatives().stream().anyMatch(CheckContext::mayBeBlock);
      default -> false;
    };
  }

  /** A block and all blocks that are written in it. */
  static List<BoundBlock> inside(BoundBlock block) {
    List<BoundBlock> blocks = new ArrayList<>();
    collect(new Value.Block(block), blocks);
    return blocks;
  }

  private static void collect(Value value, List<BoundBlock> blocks) {
    Values.block(value)
        .ifPresent(block -> {
          blocks.add(block);
          block.arguments().values().forEach(inner -> collect(inner.value(), blocks));
        });
    Values.items(value).forEach(item -> collect(item.value(), blocks));
    if (value instanceof Value.Named(Map<String, Argument> entries)) {
      entries.values().forEach(entry -> collect(entry.value(), blocks));
    }
  }

  /** All blocks of a class, by the last part of the target. */
  List<BoundBlock> blocks(String simpleName) {
    return experiment.blocks().stream()
        .filter(block -> block.schema().simpleName().equals(simpleName))
        .toList();
  }
}
