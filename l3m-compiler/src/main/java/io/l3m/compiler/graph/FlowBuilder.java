// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.diag.NameGuess;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.DataFlow.Item;
import io.l3m.compiler.graph.DataFlow.Step;
import io.l3m.compiler.graph.Traces.Given;
import io.l3m.compiler.schema.BlockSchema.Container;
import io.l3m.compiler.schema.Expr;
import io.l3m.compiler.schema.Port;
import io.l3m.compiler.schema.PortType;
import io.l3m.compiler.shape.Mismatch;
import io.l3m.compiler.shape.Shape;
import io.l3m.compiler.shape.ShapeSolver;
import io.l3m.compiler.shape.Shapes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs blocks on the data dict in their order, with shapes in the place of values. */
final class FlowBuilder {

  private static final Set<String> RUNNING = Set.of("stage", "criterion", "metric");
  private static final String COMPARES = "base_criterion";
  private static final String RESULT = "write_key";

  private final Evaluator evaluator;
  private final Calls calls;
  private final Traces traces;
  private final KeyFaults keyFaults;
  private final ShapeFaults shapeFaults;
  private final Constraints constraints;
  private final Problems problems;
  private final PassedResults passed;

  private final Map<String, Item> present = new LinkedHashMap<>();
  private final Map<String, Integer> versions = new LinkedHashMap<>();
  private final Set<String> poisoned = new HashSet<>();
  private final List<Item> written = new ArrayList<>();
  private final List<Item> results = new ArrayList<>();
  private final Set<Item> read = Collections.newSetFromMap(new IdentityHashMap<>());
  private final IdentityHashMap<Item, Integer> lastRead = new IdentityHashMap<>();
  private final List<Passing> passing = new ArrayList<>();
  private final List<PassedResults.Ran> ran = new ArrayList<>();
  private int clock = 0;
  private List<Step> steps = new ArrayList<>();
  private boolean collating;
  private Optional<BoundBlock> wrapper = Optional.empty();
  private boolean frozen;
  private boolean blind;

  FlowBuilder(Evaluator evaluator, Calls calls, Traces traces, Faults faults) {
    this.evaluator = evaluator;
    this.calls = calls;
    this.traces = traces;
    this.keyFaults = faults.keys();
    this.shapeFaults = faults.shapes();
    this.constraints = faults.constraints();
    this.problems = faults.problems();
    this.passed = faults.passed();
  }

  /** Who hears of faults. */
  record Faults(
      KeyFaults keys,
      ShapeFaults shapes,
      Constraints constraints,
      Problems problems,
      PassedResults passed) {}

  /**
   * Something runs, or yields, that could not be bound: from here on any key may be there, and what
   * the model has written may be written anew.
   */
  void goBlind() {
    blind = true;
    present.replaceAll((key, item) ->
        item.version() == 0
            ? item
            : new Item(key, item.version(), new Shape.Unknown(), item.origin()));
  }

  /** What the loader yields could not be bound, either. */
  void forgetBatch() {
    blind = true;
    present.replaceAll(
        (key, item) -> new Item(key, item.version(), new Shape.Unknown(), item.origin()));
  }

  /** Puts what the loader yields into the dict. */
  void start(Map<String, Item> batch) {
    present.putAll(batch);
    results.addAll(batch.values());
    batch.keySet().forEach(key -> versions.put(key, 0));
  }

  /** Lets a collator change what the loader yields: its results are the batch, and version 0. */
  void collate(BoundBlock collator) {
    collating = true;
    run(collator, "");
    steps.clear();
    collating = false;
  }

  List<Item> items() {
    return List.copyOf(present.values());
  }

  /** The steps since the last call. */
  List<Step> takeSteps() {
    List<Step> taken = steps;
    steps = new ArrayList<>();
    return taken;
  }

  /** Reports the missing keys of the flow. */
  void finish() {
    keyFaults.report(Collections.unmodifiableMap(present));
    if (!blind) {
      List<Item> unread = results.stream().filter(item -> !read.contains(item)).toList();
      keyFaults.reportUnread(unread);
      passing.stream()
          .filter(one -> !read.contains(one.result()))
          .filter(one -> lastRead.getOrDefault(one.input(), 0) > one.time())
          .forEach(one -> keyFaults.reportPassed(one.result(), one.input()));
      passed.report(ran, results);
    }
  }

  // ---- order

  /** Runs a block and what it contains. */
  void run(BoundBlock block, String path) {
    Optional<Container> container = block.schema().container();
    if (container.isEmpty()) {
      boolean hasPorts = !block.schema().reads().isEmpty() || !block.schema().writes().isEmpty();
      if (hasPorts || !runParts(block, path)) {
        step(block, path, Optional.empty());
      }
      return;
    }
    switch (container.get()) {
      case Container.Series(List<String> parameters) -> {
        boolean outside = frozen;
        frozen |= block.schema().frozen();
        parameters.forEach(name -> runValue(evaluator.parameter(block, name), join(path, name)));
        stepIfAny(block, path);
        frozen = outside;
      }
      case Container.Each(String parameter, Optional<String> order) -> {
        runEach(block, join(path, parameter), evaluator.parameter(block, parameter), order);
        stepIfAny(block, path);
      }
      case Container.WeightedSum(String parameter, String weights) ->
          runValue(evaluator.parameter(block, parameter), join(path, parameter));
      case Container.Apply(String parameter) ->
          step(
              block,
              path,
              Values.block(evaluator.parameter(block, parameter))
                  .filter(module -> block.schema().writes().isEmpty()));
      case Container.Chain chain -> stepIfAny(block, path);
      case Container.Nothing nothing -> {}
    }
  }

  /** A block without keys of its own works through the blocks in it that have some. */
  private boolean runParts(BoundBlock block, String path) {
    boolean any = false;
    for (Map.Entry<String, Argument> entry : block.arguments().entrySet()) {
      List<BoundBlock> parts = new ArrayList<>();
      Values.block(entry.getValue().value()).ifPresent(parts::add);
      Values.items(entry.getValue().value())
          .forEach(item -> Values.block(item.value()).ifPresent(parts::add));
      for (BoundBlock part : parts) {
        if (!Collections.disjoint(part.schema().roles(), RUNNING)) {
          if (part.partial()) {
            wrapper = Optional.of(block);
          }
          run(part, part.partial() ? path : join(path, entry.getKey()));
          wrapper = Optional.empty();
          any = true;
        }
      }
    }
    return any;
  }

  private void stepIfAny(BoundBlock block, String path) {
    if (!block.schema().reads().isEmpty() || !block.schema().writes().isEmpty()) {
      step(block, path, Optional.empty());
    }
  }

  private void runValue(Value value, String path) {
    switch (value) {
      case Value.Block(BoundBlock block) -> run(block, path);
      case Value.Null none -> {}
      case Value.Many(List<Argument> items) -> {
        for (int i = 0; i < items.size(); i++) {
          runValue(items.get(i).value(), join(path, Integer.toString(i)));
        }
      }
      case Value.Named(Map<String, Argument> entries) ->
          entries.forEach((name, entry) -> runValue(entry.value(), join(path, name)));
      default -> goBlind();
    }
  }

  private void runEach(BoundBlock block, String path, Value value, Optional<String> order) {
    List<String> names =
        order
            .map(parameter -> Values.items(evaluator.parameter(block, parameter)))
            .orElse(List.of())
            .stream()
            .flatMap(item -> Values.text(item.value()).stream())
            .toList();
    boolean reorders =
        value instanceof Value.Named(Map<String, Argument> entries)
            && new HashSet<>(names).equals(entries.keySet());
    if (reorders && value instanceof Value.Named(Map<String, Argument> entries)) {
      Map<String, Argument> ordered = new LinkedHashMap<>();
      names.forEach(name ->
          Optional.ofNullable(entries.get(name)).ifPresent(entry -> ordered.put(name, entry)));
      runValue(new Value.Named(ordered), path);
    } else {
      runValue(value, path);
    }
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  // ---- one step

  /** What a step has read so far. */
  private static final class Reading {
    private final List<Optional<Item>> reads = new ArrayList<>();
    private final List<Given> given = new ArrayList<>();

    /** Whether a key was not there, so that its keys may be in the wrong places. */
    private boolean lacks;

    /** The values with sizes of these names. */
    String show(Set<String> names) {
      return given.stream()
          .filter(one -> has(one.port().type(), names))
          .map(one -> "`" + one.item().key() + "` is " + Shapes.show(one.item().shape()))
          .collect(Collectors.joining(", "));
    }
  }

  private static boolean has(PortType type, Set<String> names) {
    return type instanceof PortType.TensorType tensor
        && tensor.dims().stream()
            .anyMatch(dim ->
                dim instanceof PortType.DimSpec.Size(Expr.Name(String name))
                    && names.contains(name));
  }

  /** What a block would write if it were clear in which form; why it is not was reported. */
  private Optional<Item> undecided(BoundBlock block, List<Item> writes) {
    boolean writesKey =
        block.schema().writes().stream()
            .anyMatch(port -> port.key().equals(new Port.KeyName.FromParameter(RESULT)));
    return block
        .argument(RESULT)
        .filter(argument -> writesKey && problems.hasErrors())
        .flatMap(argument ->
            Values.text(argument.value())
                .filter(key -> writes.stream().noneMatch(item -> item.key().equals(key)))
                .map(key -> new Item(key, 1, new Shape.Unknown(), argument.origin())));
  }

  private static Map<String, Value> sizes(Map<String, Long> bindings) {
    Map<String, Value> sizes = new LinkedHashMap<>();
    bindings.forEach((name, size) -> sizes.put(name, new Value.Int(size)));
    return sizes;
  }

  /** Whether a block writes a key that is not known, or holds a part that may. */
  private boolean mayWriteAnything(BoundBlock block) {
    if (block.schema().writes().isEmpty()) {
      return block.arguments().values().stream()
          .anyMatch(argument -> argument.value() instanceof Value.Unknown);
    }
    return block.schema().writes().stream()
        .anyMatch(port -> Ports.isHidden(port, block, evaluator));
  }

  private void step(BoundBlock block, String path, Optional<BoundBlock> module) {
    clock++;
    int before = problems.count();
    ShapeSolver solver = new ShapeSolver(new BlockSizes(block, evaluator, calls));
    Reading reading = new Reading();
    readAll(block, solver, reading);
    if (!solver.bindings().isEmpty()) {
      Set<String> wrong =
          constraints.checkSizes(
              block,
              new Constraints.Reaching(
                  reading::show,
                  sizes(solver.bindings()),
                  name -> shapeFaults.givers(reading.given, new Expr.Name(name)),
                  shapeFaults::isForgotten));
      distrust(block, wrong, solver);
    }
    shapeFaults.feed(reading.given);
    module.or(() -> comparison(block)).ifPresent(inner -> apply(inner, reading));
    List<Item> writes = new ArrayList<>();
    if (mayWriteAnything(block)) {
      goBlind(); // it may be the key that somebody misses later
    }
    for (Port port : block.schema().writes()) {
      boolean passedOn = !port.optional() || present.containsKey(Ports.name(port));
      if (passedOn && Ports.key(port, block, evaluator) instanceof Ports.Key.Known(String key)) {
        boolean mixedUp = reading.lacks && present.containsKey(key);
        Made made = new Made(key, mixedUp ? new Shape.Unknown() : solver.result(port.type()));
        writes.add(write(block, port, made, reading.given));
      }
    }
    undecided(block, writes).ifPresent(key -> present.put(key.key(), key));
    shapeFaults.feed(List.of());
    notePassing(block, writes, reading.given);
    ran.add(new PassedResults.Ran(block, reading.given, writes, problems.errorsSince(before)));
    steps.add(new Step(block, path, reading.reads, writes, wrapper, frozen));
  }

  /** Sizes that are made of parameters that were found to be wrong are not known. */
  private void distrust(BoundBlock block, Set<String> wrong, ShapeSolver solver) {
    block.schema().writes().stream()
        .flatMap(port ->
            port.type() instanceof PortType.TensorType tensor
                ? tensor.dims().stream()
                : Stream.<PortType.DimSpec>empty())
        .flatMap(dim ->
            dim instanceof PortType.DimSpec.Size(Expr size) ? Stream.of(size) : Stream.empty())
        .filter(size -> !Collections.disjoint(constraints.parametersOf(size, block), wrong))
        .forEach(solver::distrust);
  }

  private void readAll(BoundBlock block, ShapeSolver solver, Reading reading) {
    for (Port port : block.schema().reads()) {
      switch (Ports.key(port, block, evaluator)) {
        case Ports.Key.Absent absent -> reading.reads.add(Optional.empty());
        case Ports.Key.Hidden hidden -> {
          Item unknown = new Item("?", 0, new Shape.Unknown(), Ports.origin(port, block));
          reading.reads.add(Optional.of(unknown));
          solver.accept(Ports.name(port), port.type(), unknown.shape());
        }
        case Ports.Key.Known(String key) -> read(block, port, key, solver, reading);
        case Ports.Key.Several(String suffix) ->
            written.stream()
                .filter(item -> item.key().endsWith(suffix))
                .forEach(item -> reading.reads.add(Optional.of(item)));
      }
    }
  }

  private void read(BoundBlock block, Port port, String key, ShapeSolver solver, Reading reading) {
    Item item = present.get(key);
    if (item == null && port.optional() && !looksMisspelled(block, port, key)) {
      reading.reads.add(Optional.empty());
      return;
    }
    if (item == null) {
      if (!blind && poisoned.add(key)) {
        keyFaults.missing(new KeyFaults.Missing(block, port, key, new LinkedHashMap<>(present)));
      }
      Item unknown = new Item(key, 0, new Shape.Unknown(), Ports.origin(port, block));
      reading.lacks = true;
      reading.reads.add(Optional.of(unknown));
      solver.accept(Ports.name(port), port.type(), unknown.shape());
      return;
    }
    reading.reads.add(Optional.of(item));
    read.add(item);
    lastRead.put(item, clock);
    Given given = new Given(port, item);
    Optional<Mismatch> mismatch = solver.accept(Ports.name(port), port.type(), item.shape());
    mismatch.ifPresent(found ->
        shapeFaults.mismatch(
            new ShapeFaults.Reader(block, given, List.copyOf(reading.given)),
            found,
            fitting(block, given)));
    reading.given.add(given);
  }

  /** The one other value that is there and would fit. */
  private Optional<String> fitting(BoundBlock block, Given given) {
    List<String> fitting =
        present.values().stream()
            .filter(item -> !item.key().equals(given.item().key()))
            .filter(item -> item.shape() instanceof Shape.TensorShape)
            .filter(item ->
                new ShapeSolver(new BlockSizes(block, evaluator, calls))
                    .accept("", given.port().type(), item.shape())
                    .isEmpty())
            .map(Item::key)
            .toList();
    return fitting.size() == 1
            && Ports.parameter(given.port()).isPresent()
            && keyFaults.uses().isMeant(fitting.getFirst(), given.item().key())
        ? Optional.of(fitting.getFirst())
        : Optional.empty();
  }

  /** An optional key that is written out and nearly one that is there is no option but a slip. */
  private boolean looksMisspelled(BoundBlock block, Port port, String key) {
    return !blind
        && Ports.parameter(port).map(name -> block.argument(name).isPresent()).orElse(false)
        && NameGuess.among(present.keySet(), key).isPresent();
  }

  /** The loss of two tensors inside a criterion that hands it what it reads. */
  private Optional<BoundBlock> comparison(BoundBlock block) {
    boolean severalHeads =
        evaluator.evaluate(new Expr.Name("multi_head"), block)
                instanceof Value.Bool(boolean several)
            && several;
    return severalHeads
        ? Optional.empty()
        : block.arguments().values().stream()
            .flatMap(argument -> Values.block(argument.value()).stream())
            .filter(inner -> inner.schema().roles().contains(COMPARES))
            .findFirst();
  }

  /** A criterion's module takes all that is read; other modules are reached by what is written. */
  private void apply(BoundBlock module, Reading reading) {
    List<Shape> shapes = reading.reads.stream().flatMap(Optional::stream).map(Item::shape).toList();
    Shape ignored = calls.call(module, shapes);
  }

  /** A value under a new key that is of the same shape as one that went in, and when. */
  private record Passing(Item result, Item input, int time) {}

  private void notePassing(BoundBlock block, List<Item> writes, List<Given> given) {
    if (writes.isEmpty() || Ports.parameter(block.schema().writes().getFirst()).isEmpty()) {
      return;
    }
    Item result = writes.getFirst();
    given.stream()
        .map(Given::item)
        .filter(input -> !input.key().equals(result.key()))
        .filter(input -> input.shape() instanceof Shape.TensorShape)
        .filter(input -> input.shape().equals(result.shape()))
        .forEach(input -> passing.add(new Passing(result, input, clock)));
  }

  /** A key with its new value. */
  private record Made(String key, Shape shape) {}

  private Item write(BoundBlock block, Port port, Made made, List<Given> given) {
    int version = collating ? 0 : versions.merge(made.key(), 1, (before, one) -> before + 1);
    Item item =
        new Item(made.key(), version, made.shape(), Ports.origin(port, block), wrapper.isPresent());
    present.put(made.key(), item);
    written.add(item);
    poisoned.remove(made.key());
    traces.remember(item, block, port.type(), given);
    keyFaults
        .meantBy(item)
        .filter(present::containsKey)
        .ifPresent(meant -> {
          Item mended = new Item(meant, version, made.shape(), item.origin());
          present.put(meant, mended);
          traces.remember(mended, block, port.type(), given);
        });
    if (port.key() instanceof Port.KeyName.FromParameter) {
      results.add(item);
    }
    return item;
  }
}
