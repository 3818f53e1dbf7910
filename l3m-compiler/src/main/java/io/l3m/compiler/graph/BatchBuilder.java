// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.DataFlow.Item;
import io.l3m.compiler.schema.Parameter;
import io.l3m.compiler.schema.Port;
import io.l3m.compiler.schema.PortType;
import io.l3m.compiler.schema.ValueType;
import io.l3m.compiler.shape.Shape;
import io.l3m.compiler.shape.ShapeSolver;
import io.l3m.compiler.shape.Shapes;
import io.l3m.compiler.source.Origin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a data set yields: its samples through transforms, generators and tokenizer, batched. */
final class BatchBuilder {

  private static final String DATASET = "dataset";
  private static final String ALL_OF_INNER = "*";

  private final Evaluator evaluator;
  private final Calls calls;
  private final Traces traces;
  private final Problems problems;
  private boolean complete = true;

  BatchBuilder(Evaluator evaluator, Calls calls, Traces traces, Problems problems) {
    this.evaluator = evaluator;
    this.calls = calls;
    this.traces = traces;
    this.problems = problems;
  }

  /** Whether all keys of the batch are known, after it was made. */
  boolean isComplete() {
    return complete;
  }

  /** A batch of stacked samples, by key; a data set that wraps another one adds to its keys. */
  Map<String, Item> batch(BoundBlock dataset) {
    Map<String, Item> items = new LinkedHashMap<>();
    dataset
        .arguments()
        .values()
        .forEach(argument ->
            Values.block(argument.value())
                .filter(inner -> inner.schema().roles().contains(DATASET))
                .ifPresent(inner -> items.putAll(batch(inner))));
    noteUnbound(dataset);
    ShapeSolver solver = new ShapeSolver(new BlockSizes(dataset, evaluator, calls));
    for (Port port : dataset.schema().yields()) {
      if (port.key() instanceof Port.KeyName.EachWriteKey(String parameter)) {
        generators(evaluator.parameter(dataset, parameter), items);
      } else if (Ports.key(port, dataset, evaluator) instanceof Ports.Key.Known(String key)
          && !key.equals(ALL_OF_INNER)) {
        Origin origin = source(port, dataset);
        Shape shape = stacked(key, solver.result(port.type()), origin);
        put(items, new Item(key, 0, shape, origin), dataset, port.type());
      }
    }
    return items;
  }

  /** A data set inside that could not be bound yields what nobody knows. */
  private void noteUnbound(BoundBlock dataset) {
    for (Parameter parameter : dataset.schema().parameters()) {
      boolean inner =
          parameter.type() instanceof ValueType.InstanceType type && type.role().equals(DATASET);
      if (inner && evaluator.parameter(dataset, parameter.name()) instanceof Value.Unknown) {
        complete = false;
      }
    }
  }

  private void put(Map<String, Item> items, Item item, BoundBlock maker, PortType type) {
    items.put(item.key(), item);
    traces.rememberSample(item, maker, type);
  }

  /** The transform that makes a value, where one does; else the data set. */
  private static Origin source(Port port, BoundBlock dataset) {
    return port.type() instanceof PortType.Through through
        ? dataset.originOf(through.parameter())
        : dataset.origin();
  }

  private Shape stacked(String key, Shape sample, Origin origin) {
    if (sample instanceof Shape.TensorShape tensor && tensor.kind() == PortType.Kind.PICTURE) {
      problems
          .report(Code.PICTURE_IN_BATCH, origin.span(), key)
          .hint("end the transforms with `torchvision.transforms.ToTensor`");
      return new Shape.Unknown();
    }
    return Shapes.batched(sample);
  }

  private void generators(Value value, Map<String, Item> items) {
    complete &= !(value instanceof Value.Unknown);
    Values.block(value).ifPresent(block -> generator(block, items));
    for (Argument item : Values.items(value)) {
      complete &= !(item.value() instanceof Value.Unknown);
      Values.block(item.value()).ifPresent(block -> generator(block, items));
    }
  }

  private void generator(BoundBlock block, Map<String, Item> items) {
    if (!block.schema().writes().isEmpty()) {
      Port port = block.schema().writes().getFirst();
      ShapeSolver solver = new ShapeSolver(new BlockSizes(block, evaluator, calls));
      complete &= !(Ports.key(port, block, evaluator) instanceof Ports.Key.Hidden);
      if (Ports.key(port, block, evaluator) instanceof Ports.Key.Known(String key)) {
        Shape shape = Shapes.batched(solver.result(port.type()));
        put(items, new Item(key, 0, shape, Ports.origin(port, block)), block, port.type());
      }
      return;
    }
    Optional<String> key = Values.text(evaluator.parameter(block, "write_key"));
    if (key.isPresent() && block.schema().call().isPresent()) {
      Shape shape = Shapes.batched(calls.call(block, List.of()));
      Item item = new Item(key.get(), 0, shape, block.originOf("write_key"));
      put(items, item, block, block.schema().call().get().result());
    }
  }
}
