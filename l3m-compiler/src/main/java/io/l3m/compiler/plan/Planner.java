// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.Experiment;
import io.l3m.compiler.graph.Section;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.plan.Construct.Setting;
import io.l3m.compiler.plan.TrainingPlan.CriterionPlan;
import io.l3m.compiler.plan.TrainingPlan.DataPlan;
import io.l3m.compiler.plan.TrainingPlan.Field;
import io.l3m.compiler.plan.TrainingPlan.OptimPlan;
import io.l3m.compiler.plan.TrainingPlan.RunPart;
import io.l3m.compiler.plan.TrainingPlan.SourcePlan;
import io.l3m.compiler.plan.TrainingPlan.Stage;
import io.l3m.compiler.schema.BlockSchema.Container;
import io.l3m.compiler.schema.Expr;
import io.l3m.compiler.schema.Parameter;
import io.l3m.compiler.source.Origin;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.yaml.ConfigPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * From a checked experiment to the plan of its program: the order of construction, the names, the
 * groups. An experiment with errors has no plan.
 */
public final class Planner {

  /** Keys of {@code experiment} that a single process acts on; each is a setter of the run. */
  private static final Set<String> RUN_KEYS =
      Set.of(
          "seed",
          "total_iterations",
          "start_iteration",
          "test_frequency",
          "ckpt_save_freq",
          "device",
          "dtype",
          "amp_enabled",
          "eval",
          "resume",
          "ignore_resume_iteration",
          "output_dir");

  /** Keys of {@code optim} that belong to the loop and not to the optimiser. */
  private static final Set<String> OPTIM_KEYS =
      Set.of("gradient_accumulation_steps", "grad_clip", "freeze_list", "unfreeze_list");

  private static final Set<String> GROUP_KEYS =
      Set.of("wd_exclude", "lr_decay", "lr_scalers", "probe_hparam_search");

  private static final String RUNNING_MEAN = "running_mean";
  private static final String PARAMETER_GROUPS = "io.l3m.runtime.optim.ParameterGroups";
  private static final String DATA_LOADER = "io.l3m.runtime.data.DataLoader";

  private final Experiment experiment;
  private final DataFlow training;
  private final List<DataFlow> validation;
  private final Interface between;
  private final ConstructPlanner constructs;
  private final Sharing sharing;

  private Planner(Experiment experiment, DataFlow training, List<DataFlow> validation) {
    this.experiment = experiment;
    this.training = training;
    this.validation = validation;
    List<DataFlow> flows = new ArrayList<>(List.of(training));
    flows.addAll(validation);
    this.between = Interface.of(flows);
    this.constructs = new ConstructPlanner(WrittenKeys.of(experiment.config().root()));
    this.sharing = sharing();
  }

  /**
   * The plan of a checked experiment.
   *
   * @param naming the package and names of the program
   */
  public static TrainingPlan plan(
      Experiment experiment,
      DataFlow training,
      List<DataFlow> validation,
      ParameterTable parameters,
      ProgramName naming) {
    Planner planner = new Planner(experiment, training, validation);
    List<SourcePlan> sources = planner.sources();
    List<Stage> metrics = planner.metrics();
    return new TrainingPlan(
        naming,
        experiment.config().experiment().name(),
        experiment.config().overrides().stream().map(SourceFile::text).toList(),
        planner.between.batch(),
        planner.between.outputs(),
        ModelPlanner.plan(
            training, planner.between, parameters, planner.tower(), planner.constructs),
        new DataPlan(
            sources.getFirst(), sources.subList(1, sources.size()), planner.sharing.methods()),
        planner.criterion(training, experiment.loss().orElseThrow()),
        planner.validationLoss(),
        metrics,
        planner.optim(),
        planner.run());
  }

  /** The part for texts, where a metric asks it alone. */
  private Optional<TextTowers.Tower> tower() {
    boolean needed =
        validation.stream()
            .flatMap(flow -> flow.metrics().stream())
            .anyMatch(step -> TextTowers.isNeededBy(step.block()));
    return needed ? TextTowers.of(training) : Optional.empty();
  }

  /** What data sets and metrics are both made with belongs to the data. */
  private Sharing sharing() {
    List<DataFlow> flows = new ArrayList<>(List.of(training));
    flows.addAll(validation);
    List<Construct> roots = new ArrayList<>();
    flows.forEach(flow -> roots.add(constructs.of(flow.source().dataset())));
    metricSteps().forEach(step -> roots.add(constructs.of(step.block())));
    return Sharing.among(roots);
  }

  /** The training data, then the validation data. */
  private List<SourcePlan> sources() {
    Names methods = new Names("validation");
    List<SourcePlan> sources = new ArrayList<>();
    sources.add(source(training, methods.of("training", "train")));
    for (DataFlow flow : validation) {
      String name = flow.source().name();
      sources.add(source(flow, methods.of("validation " + name, "validation_" + name)));
    }
    return sources;
  }

  private SourcePlan source(DataFlow flow, String method) {
    Experiment.DataSource source = flow.source();
    Construct loader =
        source
            .loader()
            .map(constructs::of)
            .orElseGet(() -> new Construct(DATA_LOADER, List.of(), false, Optional.empty()));
    Optional<Construct> collator =
        source.collator().filter(block -> !block.schema().writes().isEmpty()).map(constructs::of);
    return new SourcePlan(
        source.name(),
        method,
        sharing.rewrite(constructs.of(source.dataset())),
        SamplePlan.of(source.dataset(), keys(flow)),
        seeded(loader),
        collator,
        shuffled());
  }

  private static Set<String> keys(DataFlow flow) {
    return flow.batch().stream().map(DataFlow.Item::key).collect(Collectors.toSet());
  }

  /** Loaders draw from the seed of the run: crops and flips change with it. */
  private Construct seeded(Construct loader) {
    List<Setting> settings = new ArrayList<>(loader.settings());
    settings.addAll(settings("experiment", Set.of("seed")));
    return new Construct(loader.javaClass(), settings, loader.built(), loader.place());
  }

  private boolean shuffled() {
    return experiment
        .written("data.train", "shuffle")
        .map(argument -> !(argument.value() instanceof Value.Bool(boolean on)) || on)
        .orElse(true);
  }

  private CriterionPlan criterion(DataFlow flow, BoundBlock loss) {
    Names names = new Names("batch", "outputs");
    List<Stage> terms = new ArrayList<>();
    List<DataFlow.Step> steps = flow.criterion();
    for (DataFlow.Step step : steps) {
      List<String> wishes = steps.size() == 1 ? List.of("loss") : wishes(step, steps);
      Construct construct = constructs.of(step.block());
      terms.add(stage(names.of(identity(step), wishes), construct, step));
    }
    return new CriterionPlan(terms, weights(loss));
  }

  /** The name of the class, and where others of it read other keys, with the key. */
  private static List<String> wishes(DataFlow.Step step, List<DataFlow.Step> all) {
    String name = ModelNames.className(step.block().schema());
    Optional<String> key = firstKey(step);
    boolean tells =
        all.stream()
                .filter(other -> ModelNames.className(other.block().schema()).equals(name))
                .filter(other -> firstKey(other).equals(key))
                .count()
            == 1;
    return tells && key.isPresent() ? List.of(name, name + "_of_" + key.get()) : List.of(name);
  }

  private static Optional<String> firstKey(DataFlow.Step step) {
    return step.reads().stream().flatMap(Optional::stream).map(DataFlow.Item::key).findFirst();
  }

  /** The weight of each term; a sum inside a sum weighs its own terms. */
  private static List<Double> weights(BoundBlock loss) {
    if (!(loss.schema().container().orElse(null) instanceof Container.WeightedSum sum)) {
      return List.of(1.0);
    }
    List<Argument> criteria = items(loss, sum.parameter());
    List<Argument> written = items(loss, sum.weights());
    List<Double> weights = new ArrayList<>();
    for (int i = 0; i < criteria.size(); i++) {
      double weight = written.isEmpty() ? 1.0 : number(written.get(i).value());
      if (criteria.get(i).value() instanceof Value.Block(BoundBlock criterion)) {
        weights(criterion).forEach(inner -> weights.add(weight * inner));
      }
    }
    return weights;
  }

  private static List<Argument> items(BoundBlock block, String parameter) {
    return block.argument(parameter).map(Argument::value).orElse(null) instanceof Value.Many list
        ? list.items()
        : List.of();
  }

  private static double number(Value value) {
    return switch (value) {
      case Value.Real real -> real.value();
      case Value.Int whole -> whole.value();
      default -> throw new IllegalStateException("a weight that is no number");
    };
  }

  /** The validation loss, where it is another than the training loss. */
  private Optional<CriterionPlan> validationLoss() {
    if (experiment.validationLoss().isEmpty() || validation.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(criterion(validation.getFirst(), experiment.validationLoss().get()));
  }

  /** Those that can be computed. */
  private List<DataFlow.Step> metricSteps() {
    if (validation.isEmpty()) {
      return List.of();
    }
    boolean tower = TextTowers.of(training).isPresent();
    return validation.getFirst().metrics().stream()
        .filter(step -> tower || !TextTowers.isNeededBy(step.block()))
        .filter(between::yieldsAllOf)
        .toList();
  }

  private List<Stage> metrics() {
    Names names = new Names("batch", "outputs");
    List<DataFlow.Step> steps = metricSteps();
    return steps.stream()
        .map(step -> {
          Construct construct = sharing.rewrite(constructs.of(step.block()));
          return stage(names.of(identity(step), wishes(step, steps)), construct, step);
        })
        .toList();
  }

  private static String identity(DataFlow.Step step) {
    return step.block().path().toString();
  }

  private Stage stage(String name, Construct construct, DataFlow.Step step) {
    Field field = new Field(name, "", construct);
    return new Stage(
        field,
        ModelPlanner.arguments(step, between::source),
        TextTowers.isNeededBy(step.block()),
        remembers(step.block()));
  }

  /** Whether a parameter is on that a let of the schema names as the switch of a running mean. */
  private static boolean remembers(BoundBlock block) {
    return block.schema().lets().stream()
        .filter(let -> let.name().equals(RUNNING_MEAN))
        .anyMatch(let ->
            let.value() instanceof Expr.Name(String parameter)
                && block.argument(parameter).filter(Planner::isTrue).isPresent());
  }

  private OptimPlan optim() {
    BoundBlock optimizer = experiment.optimizer().orElseThrow();
    List<Setting> groups = new ArrayList<>(settings(optimizer, "weight_decay"));
    experiment
        .section("optim")
        .ifPresent(section -> {
          groups.addAll(settings(section, GROUP_KEYS));
          if (section.value("probe_hparam_search").filter(Planner::isTrue).isPresent()) {
            groups.addAll(settings(optimizer, "lr"));
          }
        });
    experiment.section("optim.mup").map(new MupPlanner(constructs)::plan).ifPresent(groups::add);
    return new OptimPlan(
        constructs.of(optimizer),
        new Construct(PARAMETER_GROUPS, groups, true, Optional.of(placeOf("optim"))),
        schedule(optimizer));
  }

  /** PyTorch's own schedules begin at the optimiser's rate. */
  private Construct schedule(BoundBlock optimizer) {
    BoundBlock schedule = experiment.schedule().orElseThrow();
    Construct made = constructs.of(schedule);
    if (!schedule.schema().roles().contains("lr_scheduler")) {
      return made;
    }
    List<Setting> settings = new ArrayList<>(settings(optimizer, "lr"));
    settings.addAll(made.settings());
    return new Construct(made.javaClass(), settings, true, made.place());
  }

  /** The setter for a parameter of a block; its default where the config has none. */
  private List<Setting> settings(BoundBlock block, String name) {
    return block
        .schema()
        .parameter(name)
        .map(parameter ->
            block
                .argument(name)
                .or(() -> defaultOf(parameter, block))
                .map(argument -> constructs.settings(parameter, argument))
                .orElse(List.of()))
        .orElse(List.of());
  }

  private static Optional<Argument> defaultOf(Parameter parameter, BoundBlock block) {
    return parameter.defaultValue().orElse(null) instanceof Expr.Literal(Double real)
        ? Optional.of(new Argument(new Value.Real(real), new Origin.Implied(block.origin().span())))
        : Optional.empty();
  }

  private static boolean isTrue(Argument argument) {
    return argument.value() instanceof Value.Bool(boolean on) && on;
  }

  private List<RunPart> run() {
    return Stream.of(
            new RunPart(placeOf("model"), new WeightsPlanner(constructs).settings(experiment)),
            new RunPart(placeOf("experiment"), settings("experiment", RUN_KEYS)),
            new RunPart(placeOf("optim"), settings("optim", OPTIM_KEYS)))
        .filter(part -> !part.settings().isEmpty())
        .toList();
  }

  /** A section of the config. */
  private Place placeOf(String section) {
    return new Place(experiment.config().experiment().name(), ConfigPath.of(section));
  }

  private List<Setting> settings(String section, Set<String> keys) {
    return experiment.section(section).map(found -> settings(found, keys)).orElse(List.of());
  }

  /** Setters for the written keys of a section. */
  private List<Setting> settings(Section section, Set<String> keys) {
    List<Setting> settings = new ArrayList<>();
    section
        .values()
        .forEach((name, argument) -> {
          if (keys.contains(name)) {
            section
                .schema()
                .key(name)
                .ifPresent(key -> settings.addAll(constructs.settings(key, argument)));
          }
        });
    return settings;
  }
}
