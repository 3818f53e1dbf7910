// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.DataFlow.Item;
import io.l3m.compiler.graph.DataFlow.Step;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.schema.PortType;
import io.l3m.compiler.shape.Shape;
import io.l3m.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A head has a score for each class of a data set whose classes are known. */
final class ClassCountCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (DataFlow flow : context.flows()) {
      BoundBlock dataset = Datasets.innermost(flow.source().dataset());
      Optional<Long> classes = Datasets.classes(dataset, context);
      if (classes.isPresent()) {
        Stream.concat(flow.criterion().stream(), flow.metrics().stream())
            .filter(step -> !context.isOn(step.block(), "needs_text_encoder"))
            .forEach(step -> compare(step, flow, classes.get(), problems));
        spreading(flow, dataset)
            .forEach(block ->
                context
                    .whole(block, "num_classes")
                    .ifPresent(count ->
                        report(
                            block.originOf("num_classes").span(),
                            new Counts(count, classes.get()),
                            dataset,
                            problems)));
      }
    }
  }

  /** What makes the number of a class a list of probabilities. */
  private static List<BoundBlock> spreading(DataFlow flow, BoundBlock dataset) {
    List<Argument> places = new ArrayList<>();
    dataset.argument("target_transform").ifPresent(places::add);
    flow.source()
        .collator()
        .flatMap(collator -> collator.argument("mixup_fn"))
        .ifPresent(places::add);
    return places.stream()
        .flatMap(argument -> Values.block(argument.value()).stream())
        .filter(block -> block.schema().parameter("num_classes").isPresent())
        .toList();
  }

  private record Counts(long scored, long there) {}

  private static void report(Span place, Counts counts, BoundBlock dataset, Problems problems) {
    if (counts.scored() != counts.there()) {
      problems
          .report(
              counts.scored() < counts.there() ? Code.TOO_FEW_CLASSES : Code.OTHER_CLASSES,
              place,
              counts.scored(),
              dataset.schema().simpleName(),
              counts.there())
          .label(dataset.origin().span(), "the data set");
    }
  }

  private static void compare(Step step, DataFlow flow, long classes, Problems problems) {
    List<Item> reads = step.reads().stream().flatMap(Optional::stream).toList();
    boolean byNumber =
        reads.stream().anyMatch(item -> item.key().equals("target") && isNumber(item));
    if (!byNumber || reads.size() != 2) {
      return;
    }
    Item scores = reads.getFirst();
    Optional<Step> head = Producers.of(scores, flow);
    Optional<Long> scored = Producers.size(scores, -1);
    if (head.isPresent() && scored.isPresent()) {
      report(
          head.get().block().originOf("out_features").span(),
          new Counts(scored.get(), classes),
          Datasets.innermost(flow.source().dataset()),
          problems);
    }
  }

  private static boolean isNumber(Item item) {
    return item.shape() instanceof Shape.TensorShape tensor
        && tensor.kind() == PortType.Kind.INT
        && tensor.dims().size() == 1;
  }
}
