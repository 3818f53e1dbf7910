// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.graph.DataFlow.Item;
import io.l3m.compiler.graph.DataFlow.Step;
import io.l3m.compiler.shape.Dim;
import io.l3m.compiler.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Goes back along a flow to the steps that made a value. */
final class Producers {

  private Producers() {}

  /** The step of the model that made a value. */
  static Optional<Step> of(Item item, DataFlow flow) {
    return flow.model().stream().filter(step -> step.writes().contains(item)).findFirst();
  }

  /**
   * The steps that a value comes from, the nearest first, following the first value that each step
   * reads.
   */
  static List<Step> chain(Item item, DataFlow flow) {
    List<Step> chain = new ArrayList<>();
    Optional<Step> step = of(item, flow);
    while (step.isPresent() && !chain.contains(step.get())) {
      chain.add(step.get());
      step =
          step.get().reads().stream()
              .flatMap(Optional::stream)
              .findFirst()
              .flatMap(read -> of(read, flow));
    }
    return chain;
  }

  /** The number of entries along an axis, negative ones counted from the last. */
  static Optional<Long> size(Item item, int axis) {
    if (!(item.shape() instanceof Shape.TensorShape tensor)) {
      return Optional.empty();
    }
    int index = axis < 0 ? tensor.dims().size() + axis : axis;
    return index >= 0
            && index < tensor.dims().size()
            && tensor.dims().get(index) instanceof Dim.Fixed(long size)
        ? Optional.of(size)
        : Optional.empty();
  }
}
