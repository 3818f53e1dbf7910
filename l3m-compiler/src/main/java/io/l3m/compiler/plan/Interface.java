// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.plan.TrainingPlan.Kind;
import io.l3m.compiler.plan.TrainingPlan.Source;
import io.l3m.compiler.plan.TrainingPlan.Value;
import io.l3m.compiler.schema.PortType;
import io.l3m.compiler.shape.Shape;
import io.l3m.compiler.shape.Shapes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What passes between the loader, the model and the losses: the components of {@code Batch} and
 * {@code Outputs}. Only keys that somebody reads are carried.
 */
final class Interface {

  private final Names batchNames = Names.ofComponents("size", "narrow", "to", "tensors");
  private final Names outputNames = Names.ofComponents();
  private final Map<String, Value> batch = new LinkedHashMap<>();
  private final Map<String, DataFlow.Item> outputs = new LinkedHashMap<>();

  private Interface() {}

  /** From the training flow and the validation flows, in the order in which the batch has them. */
  static Interface of(List<DataFlow> flows) {
    Interface between = new Interface();
    for (DataFlow flow : flows) {
      List<DataFlow.Item> read = reads(flow);
      flow.batch().stream()
          .filter(item -> read.stream().anyMatch(other -> same(item, other)))
          .forEach(between::carry);
      Stream.concat(flow.criterion().stream(), flow.metrics().stream())
          .flatMap(step -> step.reads().stream().flatMap(Optional::stream))
          .filter(item -> item.version() > 0)
          .forEach(item -> between.outputs.putIfAbsent(identity(item), item));
    }
    return between;
  }

  List<Value> batch() {
    return List.copyOf(batch.values());
  }

  List<Value> outputs() {
    List<Value> values = new ArrayList<>();
    outputs.forEach((identity, item) -> values.add(value(outputName(item), item)));
    return values;
  }

  /** The values of the flow behind {@link #outputs()}. */
  List<DataFlow.Item> outputItems() {
    return List.copyOf(outputs.values());
  }

  private String outputName(DataFlow.Item item) {
    return outputNames.of(identity(item), item.key());
  }

  private static String identity(DataFlow.Item item) {
    return item.key() + "@" + item.version();
  }

  String batchName(String key) {
    return batchNames.of(key, key);
  }

  /** Whether a batch has all that a step reads of it. */
  boolean yieldsAllOf(DataFlow.Step step) {
    return step.reads().stream()
        .flatMap(Optional::stream)
        .allMatch(item -> item.version() > 0 || batch.containsKey(item.key()));
  }

  /** Where a loss or metric finds a value. */
  Source source(Optional<DataFlow.Item> read) {
    return read.map(item ->
            item.version() == 0
                ? new Source.FromBatch(batchName(item.key()))
                : new Source.FromOutputs(outputName(item)))
        .orElseGet(Source.Absent::new);
  }

  private void carry(DataFlow.Item item) {
    batch.computeIfAbsent(item.key(), key -> value(batchName(key), item));
  }

  private static List<DataFlow.Item> reads(DataFlow flow) {
    return Stream.of(flow.model(), flow.criterion(), flow.metrics())
        .flatMap(List::stream)
        .flatMap(step -> step.reads().stream().flatMap(Optional::stream))
        .toList();
  }

  private static boolean same(DataFlow.Item left, DataFlow.Item right) {
    return left.key().equals(right.key()) && left.version() == right.version();
  }

  /** A value of the program for an item of the flow. */
  static Value value(String name, DataFlow.Item item) {
    Kind kind = item.perHead() ? Kind.TENSOR_BY_HEAD : kind(item.shape());
    String shape = Shapes.show(item.shape());
    return new Value(name, item.key(), kind, item.perHead() ? shape + " of each head" : shape);
  }

  private static Kind kind(Shape shape) {
    return switch (shape) {
      case Shape.ListShape list -> Kind.TENSOR_LIST;
      case Shape.TensorShape tensor ->
          tensor.kind() == PortType.Kind.MASK || tensor.kind() == PortType.Kind.BLOCK_MASK
              ? Kind.ATTENTION_MASK
              : Kind.TENSOR;
      case Shape.Opaque opaque -> Kind.TENSOR;
      case Shape.Unknown unknown -> Kind.TENSOR;
    };
  }
}
