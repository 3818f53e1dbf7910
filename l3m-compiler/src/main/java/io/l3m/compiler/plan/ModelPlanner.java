// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.plan.TrainingPlan.Field;
import io.l3m.compiler.plan.TrainingPlan.ModelPlan;
import io.l3m.compiler.plan.TrainingPlan.Result;
import io.l3m.compiler.plan.TrainingPlan.Source;
import io.l3m.compiler.plan.TrainingPlan.Step;
import io.l3m.compiler.schema.BlockSchema.Container;
import io.l3m.compiler.schema.Port;
import io.l3m.compiler.schema.PortType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The fields of the model and the lines of its {@code forward}. */
final class ModelPlanner {

  private final Interface between;
  private final ModelNames names;
  private final ConstructPlanner constructs;
  private final List<Field> plannedFields = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final Set<String> sections = new HashSet<>();
  private final Set<String> read = new HashSet<>();

  private ModelPlanner(Interface between, ModelNames names, ConstructPlanner constructs) {
    this.between = between;
    this.names = names;
    this.constructs = constructs;
  }

  static ModelPlan plan(
      DataFlow flow,
      Interface between,
      ParameterTable parameters,
      Optional<TextTowers.Tower> tower,
      ConstructPlanner constructs) {
    ModelPlanner planner = new ModelPlanner(between, new ModelNames(flow.model()), constructs);
    flow.model().stream()
        .flatMap(step -> step.reads().stream().flatMap(Optional::stream))
        .forEach(item -> planner.read.add(ModelNames.identity(item)));
    between.outputItems().forEach(item -> planner.read.add(ModelNames.identity(item)));
    tower.ifPresent(found -> planner.read.add(ModelNames.identity(found.result())));
    flow.model().forEach(planner::add);
    List<Source> returned =
        between.outputItems().stream().map(item -> planner.source(Optional.of(item))).toList();
    Sharing sharing = Sharing.among(planner.plannedFields.stream().map(Field::construct).toList());
    List<Field> fields =
        planner.plannedFields.stream()
            .map(field ->
                new Field(
                    field.name(),
                    field.modulePath(),
                    sharing.rewrite(field.construct()),
                    field.frozen()))
            .toList();
    return new ModelPlan(
        fields,
        sharing.methods(),
        planner.steps,
        returned,
        parameters.parameterCount(),
        tower.map(planner::tower));
  }

  private TrainingPlan.Tower tower(TextTowers.Tower found) {
    return new TrainingPlan.Tower(
        found.from(), found.to(), between.batchName("text"), local(found.result()), found.alone());
  }

  private void add(DataFlow.Step step) {
    BoundBlock runner = step.wrapper().orElse(step.block());
    BoundBlock block = moduleOf(runner);
    String path = block.equals(runner) ? step.modulePath() : step.modulePath() + ".module";
    String field = names.field(step);
    plannedFields.add(new Field(field, path, constructs.of(block).complete(), step.frozen()));
    Optional<String> section = section(step.modulePath());
    steps.add(new Step(section, field, arguments(step), results(step), step.frozen()));
  }

  /** What somebody reads of what the step writes; the first of them if nobody reads any. */
  private List<Result> results(DataFlow.Step step) {
    List<DataFlow.Item> more =
        step.writes().stream()
            .skip(1)
            .filter(item -> read.contains(ModelNames.identity(item)))
            .toList();
    DataFlow.Item first = step.writes().getFirst();
    if (more.isEmpty()) {
      return List.of(new Result(local(first), Optional.empty()));
    }
    return Stream.concat(Stream.of(first), more.stream())
        .filter(item -> read.contains(ModelNames.identity(item)))
        .map(item -> new Result(local(item), Optional.of(Accessors.of(step, item))))
        .toList();
  }

  /** The block that runs: what a {@code GenericBlock} wraps, else the block itself. */
  static BoundBlock moduleOf(BoundBlock block) {
    if (block.schema().container().orElse(null) instanceof Container.Apply apply
        && block.argument(apply.parameter()).isPresent()
        && block.argument(apply.parameter()).get().value() instanceof Value.Block module) {
      return module.block();
    }
    return block;
  }

  private TrainingPlan.Value local(DataFlow.Item item) {
    return Interface.value(names.local(item), item);
  }

  private List<Source> arguments(DataFlow.Step step) {
    return arguments(step, this::source);
  }

  private Source source(Optional<DataFlow.Item> read) {
    return read.map(item ->
            item.version() == 0
                ? new Source.FromBatch(between.batchName(item.key()))
                : new Source.FromLocal(names.local(item)))
        .orElseGet(Source.Absent::new);
  }

  /**
   * What a block is called with; of what is absent, only a mask in the middle is said. Several
   * ports may take one key in several forms: it is one argument.
   */
  static List<Source> arguments(
      DataFlow.Step step, Function<Optional<DataFlow.Item>, Source> source) {
    List<Port> ports = step.block().schema().reads();
    Map<Port.KeyName, Optional<DataFlow.Item>> reads = new LinkedHashMap<>();
    List<Optional<DataFlow.Item>> several = List.of();
    for (int i = 0; i < ports.size(); i++) {
      if (ports.get(i).key() instanceof Port.KeyName.EachEnding) {
        several = step.reads().subList(i, step.reads().size());
        break;
      }
      Optional<DataFlow.Item> read = step.reads().get(i);
      if (read.isPresent() || isMask(ports.get(i).type())) {
        reads.merge(ports.get(i).key(), read, (one, other) -> one.or(() -> other));
      }
    }
    return trimmed(Stream.concat(reads.values().stream(), several.stream()).map(source).toList());
  }

  private static boolean isMask(PortType type) {
    return switch (type) {
      case PortType.TensorType tensor -> tensor.kinds().contains(PortType.Kind.MASK);
      case PortType.AnyOf any -> any.alternatives().stream().anyMatch(ModelPlanner::isMask);
      case PortType.TensorList list -> false;
      case PortType.SameAs same -> false;
      case PortType.Through through -> false;
      case PortType.Opaque opaque -> false;
    };
  }

  /** Without the absent arguments at the end: the runtime has overloads for these. */
  private static List<Source> trimmed(List<Source> arguments) {
    int end = arguments.size();
    while (end > 0 && arguments.get(end - 1) instanceof Source.Absent) {
      end--;
    }
    return arguments.subList(0, end);
  }

  /** {@code models.image_encoder.trunk} begins the section {@code image_encoder}. */
  private Optional<String> section(String modulePath) {
    String[] parts = modulePath.split("\\.", -1);
    if (parts.length < 3 || !parts[0].equals("models") || !sections.add(parts[1])) {
      return Optional.empty();
    }
    return Optional.of(parts[1]);
  }
}
