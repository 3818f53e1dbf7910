// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.NameGuess;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.DataFlow.Item;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.shape.Shape;
import io.l3m.compiler.shape.Shapes;
import java.util.List;
import java.util.Optional;

/** Each value that processes share is there, has the axis, and can be cut into equal parts. */
final class SharedSequenceCheck implements Check {

  @Override
  public void inspect(CheckContext context, Problems problems) {
    Optional<SharedSequence> shared = SharedSequence.of(context);
    Optional<DataFlow> flow = context.training();
    if (shared.isPresent() && flow.isPresent()) {
      for (BoundBlock plan : shared.get().inputs()) {
        inspect(plan, flow.get(), new Cut(shared.get(), context), problems);
      }
    }
  }

  private record Cut(SharedSequence shared, CheckContext context) {}

  private static void inspect(BoundBlock plan, DataFlow flow, Cut cut, Problems problems) {
    Optional<String> key = Values.text(cut.context().value(plan, "read_key"));
    if (key.isEmpty()) {
      return;
    }
    Optional<Item> item =
        flow.batch().stream().filter(found -> found.key().equals(key.get())).findFirst();
    if (item.isEmpty()) {
      List<String> keys = flow.batch().stream().map(Item::key).toList();
      problems
          .report(Code.SHARED_KEY_MISSING, plan.originOf("read_key").span(), key.get())
          .suggest(NameGuess.among(keys, key.get()))
          .hint("the batch has " + String.join(", ", keys));
      return;
    }
    Optional<Long> axis = cut.context().whole(plan, "seq_dim");
    if (axis.isPresent() && item.get().shape() instanceof Shape.TensorShape tensor) {
      int rank = tensor.dims().size();
      if (axis.get() >= rank || axis.get() < -rank) {
        problems.report(
            Code.SHARED_AXIS,
            plan.originOf("seq_dim").span(),
            key.get(),
            Shapes.show(tensor),
            axis.get());
        return;
      }
      long parts = 2 * cut.shared().degree();
      Producers.size(item.get(), axis.get().intValue())
          .filter(size -> size % parts != 0)
          .ifPresent(size ->
              problems
                  .report(Code.SEQUENCE_INDIVISIBLE, cut.shared().place(), key.get(), size, parts)
                  .label(plan.origin().span(), "it is cut here")
                  .hint("each process takes a part from the front and one from the back"));
    }
  }
}
