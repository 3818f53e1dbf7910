// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.DataFlow;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The part of a model that a zero-shot metric asks for the vectors of texts: the original calls it
 * with the key {@code text} alone and reads {@code text_embed}.
 */
public final class TextTowers {

  private static final String PATH = "models.text_encoder.";
  private static final String INPUT = "text";
  private static final String OUTPUT = "text_embed";
  private static final String NEED = "needs_text_encoder";

  private TextTowers() {}

  /**
   * The tower in the steps of a model.
   *
   * @param from the first of its steps
   * @param to behind the last of its steps
   * @param result what it writes in the end
   * @param alone whether nothing else of it is read outside
   */
  record Tower(int from, int to, DataFlow.Item result, boolean alone) {}

  /** Whether a block asks a text tower. */
  public static boolean isNeededBy(BoundBlock block) {
    return block.schema().lets().stream().anyMatch(let -> let.name().equals(NEED));
  }

  /** Whether the model has a part that makes vectors of texts, and of texts alone. */
  public static boolean isIn(DataFlow flow) {
    return of(flow).isPresent();
  }

  /** The tower, if it can be asked with texts alone. */
  static Optional<Tower> of(DataFlow flow) {
    List<DataFlow.Step> model = flow.model();
    int[] places =
        IntStream.range(0, model.size())
            .filter(i -> model.get(i).modulePath().startsWith(PATH))
            .toArray();
    if (places.length == 0 || places[places.length - 1] - places[0] + 1 != places.length) {
      return Optional.empty();
    }
    int from = places[0];
    int to = from + places.length;
    List<DataFlow.Item> written = written(model.subList(from, to));
    boolean closed =
        reads(model.subList(from, to)).stream()
            .allMatch(item ->
                written.contains(item) || (item.key().equals(INPUT) && item.version() == 0));
    Optional<DataFlow.Item> result =
        written.reversed().stream().filter(item -> item.key().equals(OUTPUT)).findFirst();
    return result
        .filter(item -> closed)
        .map(item -> new Tower(from, to, item, isAlone(flow, to, written, item)));
  }

  private static boolean isAlone(
      DataFlow flow, int to, List<DataFlow.Item> written, DataFlow.Item result) {
    List<DataFlow.Step> later = flow.model().subList(to, flow.model().size());
    return Stream.of(later, flow.criterion(), flow.metrics())
        .flatMap(steps -> reads(steps).stream())
        .noneMatch(item -> !item.equals(result) && written.contains(item));
  }

  private static List<DataFlow.Item> written(List<DataFlow.Step> steps) {
    return steps.stream().flatMap(step -> step.writes().stream()).toList();
  }

  private static List<DataFlow.Item> reads(List<DataFlow.Step> steps) {
    return steps.stream().flatMap(step -> step.reads().stream().flatMap(Optional::stream)).toList();
  }
}
