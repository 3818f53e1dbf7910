// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import io.l3m.compiler.Analysis;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.Experiment;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.schema.PortType;
import io.l3m.compiler.shape.Dim;
import io.l3m.compiler.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** How long a run is and what happens in it, in words. */
final class RunWords {

  private final Analysis analysis;
  private final RunKeys keys;
  private final int worldSize;

  private RunWords(Analysis analysis, int worldSize) {
    this.analysis = analysis;
    this.keys = new RunKeys(analysis);
    this.worldSize = worldSize;
  }

  /** Pairs of a heading and what there is to say. */
  static List<Fact> of(Analysis analysis, int worldSize) {
    RunWords words = new RunWords(analysis, worldSize);
    List<Fact> facts = new ArrayList<>();
    words.batch().ifPresent(text -> facts.add(new Fact("batch", text)));
    words.length().ifPresent(text -> facts.add(new Fact("run", text)));
    words.pauses().ifPresent(text -> facts.add(new Fact("pauses", text)));
    words.optimizer().ifPresent(text -> facts.add(new Fact("optimiser", text)));
    words.schedule().forEach(text -> facts.add(new Fact("rate", text)));
    return facts;
  }

  /** A line about the run. */
  record Fact(String about, String text) {}

  /** The processes that take samples of their own; the others share theirs. */
  private long readers() {
    long together =
        keys.whole("experiment.fsdp", "tp_size").orElse(1L)
            * keys.whole("experiment.fsdp", "cp_degree").orElse(1L);
    return together >= 1 && worldSize % together == 0 ? worldSize / together : worldSize;
  }

  private Optional<Long> samples() {
    return keys.batchSize().map(size -> size * readers());
  }

  private Optional<String> batch() {
    Optional<Long> size = keys.batchSize();
    if (size.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    if (readers() > 1) {
      text.append(readers()).append(" processes × ").append(Sheet.count(size.get())).append(" = ");
    }
    text.append(Sheet.count(samples().orElseThrow())).append(" samples a step");
    OptionalLong tokens = tokens();
    if (tokens.isPresent()) {
      text.append(" (")
          .append(Sheet.count(samples().orElseThrow() * tokens.getAsLong()))
          .append(" tokens)");
    }
    long parts = keys.whole("optim", "gradient_accumulation_steps").orElse(1L);
    if (parts > 1 && size.get() % parts == 0) {
      text.append(
          ", in %d parts of %s for each process".formatted(parts, Sheet.count(size.get() / parts)));
    }
    return Optional.of(text.toString());
  }

  /** The tokens of a sample of text: the length of the one row of integers in the batch. */
  private OptionalLong tokens() {
    return analysis.flows().stream()
        .limit(1)
        .flatMap(flow -> flow.model().stream())
        .flatMap(step -> step.reads().stream().flatMap(Optional::stream))
        .filter(item -> item.version() == 0)
        .map(DataFlow.Item::shape)
        .filter(RunWords::isText)
        .mapToLong(shape -> ((Dim.Fixed) ((Shape.TensorShape) shape).dims().get(1)).size())
        .findFirst();
  }

  private static boolean isText(Shape shape) {
    return shape instanceof Shape.TensorShape tensor
        && tensor.kind() == PortType.Kind.INT
        && tensor.dims().size() == 2
        && tensor.dims().get(1) instanceof Dim.Fixed;
  }

  private Optional<String> length() {
    Optional<Long> total = keys.whole("experiment", "total_iterations");
    return total.map(steps -> {
      String seen =
          samples().map(count -> ", " + Sheet.count(count * steps) + " samples").orElse("");
      return Sheet.count(steps) + " steps" + seen;
    });
  }

  private Optional<String> pauses() {
    List<String> pauses = new ArrayList<>();
    boolean evaluates = !analysis.experiment().validation().isEmpty();
    if (evaluates) {
      keys.whole("experiment", "test_frequency")
          .ifPresent(steps -> pauses.add("evaluation every " + Sheet.count(steps) + " steps"));
    }
    keys.whole("experiment", "ckpt_save_freq")
        .ifPresent(steps -> pauses.add("checkpoint every " + Sheet.count(steps)));
    return pauses.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", pauses));
  }

  private Optional<String> optimizer() {
    return analysis
        .experiment()
        .optimizer()
        .map(block -> {
          List<String> shown = new ArrayList<>();
          for (String parameter : List.of("betas", "momentum", "eps", "weight_decay")) {
            if (block.schema().parameter(parameter).isPresent()) {
              shown.add(parameter + " " + Sheet.show(keys.parameter(block, parameter)));
            }
          }
          Values.number(keys.key("optim", "grad_clip"))
              .ifPresent(
                  limit -> shown.add("gradients clipped to a norm of " + Sheet.number(limit)));
          return block.schema().simpleName()
              + (shown.isEmpty() ? "" : ": " + String.join(", ", shown));
        });
  }

  private List<String> schedule() {
    Experiment experiment = analysis.experiment();
    Optional<BoundBlock> schedule = experiment.schedule();
    Optional<Long> total = keys.whole("experiment", "total_iterations");
    return schedule.isPresent() && total.isPresent()
        ? ScheduleWords.of(schedule.get(), keys, total.get())
        : List.of();
  }
}
