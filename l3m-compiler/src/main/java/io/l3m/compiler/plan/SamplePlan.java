// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.schema.Port;
import io.l3m.compiler.schema.Port.KeyName;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The Java type of one sample, and where its values are.
 *
 * @param record the class of the record whose accessors are the data keys
 * @param generated the keys that generators add, in their order; with any, the sample is a {@code
 *     Generated<record>}
 * @param keys all data keys of a sample; a batch has no values for others
 */
public record SamplePlan(String record, List<String> generated, Set<String> keys) {

  public SamplePlan {
    generated = List.copyOf(generated);
    keys = Set.copyOf(keys);
  }

  /**
   * The sample of a data set.
   *
   * @param keys all that the loader yields
   */
  static SamplePlan of(BoundBlock dataset, Set<String> keys) {
    List<String> generated =
        dataset.schema().yields().stream()
            .flatMap(port -> generators(dataset, port))
            .flatMap(SamplePlan::writtenKey)
            .toList();
    return dataset
        .schema()
        .sample()
        .map(record -> new SamplePlan(record, generated, keys))
        .orElseGet(() -> of(wrapped(dataset), keys).and(generated));
  }

  private SamplePlan and(List<String> more) {
    return new SamplePlan(record, Stream.concat(generated.stream(), more.stream()).toList(), keys);
  }

  /** The data set that another one wraps. */
  private static BoundBlock wrapped(BoundBlock dataset) {
    return dataset.arguments().values().stream()
        .flatMap(argument -> blocks(argument.value()))
        .filter(block -> block.schema().roles().contains("dataset"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a data set without a sample type"));
  }

  private static Stream<BoundBlock> generators(BoundBlock dataset, Port port) {
    return port.key() instanceof KeyName.EachWriteKey each
        ? dataset.argument(each.parameter()).stream().flatMap(made -> blocks(made.value()))
        : Stream.empty();
  }

  private static Stream<BoundBlock> blocks(Value value) {
    return switch (value) {
      case Value.Block block -> Stream.of(block.block());
      case Value.Many list -> list.items().stream().flatMap(item -> blocks(item.value()));
      default -> Stream.empty();
    };
  }

  private static Stream<String> writtenKey(BoundBlock generator) {
    return generator.argument("write_key").map(Argument::value).stream()
        .flatMap(value -> value instanceof Value.Text text ? Stream.of(text.value()) : Stream.of());
  }
}
