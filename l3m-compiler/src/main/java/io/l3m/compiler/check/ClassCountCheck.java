// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.DataFlow.Item;
import io.l3m.compiler.graph.DataFlow.Step;
import io.l3m.compiler.schema.PortType;
import io.l3m.compiler.shape.Shape;
import java.util.List;
import java.util.Optional;

/** A head has a score for each class of a data set whose classes are known. */
final class ClassCountCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (DataFlow flow : context.flows()) {
      BoundBlock dataset = flow.source().dataset();
      Optional<Long> classes = context.wholeNamed(dataset, "num_classes");
      if (classes.isPresent()) {
        flow.criterion().forEach(step -> compare(step, flow, classes.get(), problems));
        flow.metrics().forEach(step -> compare(step, flow, classes.get(), problems));
      }
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
    if (head.isPresent() && scored.isPresent() && scored.get() != classes) {
      Code code = scored.get() < classes ? Code.TOO_FEW_CLASSES : Code.OTHER_CLASSES;
      problems
          .report(
              code,
              head.get().block().originOf("out_features").span(),
              scored.get(),
              flow.source().dataset().schema().simpleName(),
              classes)
          .label(flow.source().dataset().origin().span(), "the data set");
    }
  }

  private static boolean isNumber(Item item) {
    return item.shape() instanceof Shape.TensorShape tensor
        && tensor.kind() == PortType.Kind.INT
        && tensor.dims().size() == 1;
  }
}
