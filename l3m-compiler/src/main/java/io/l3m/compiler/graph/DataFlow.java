// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.shape.Shape;
import io.l3m.compiler.source.Origin;
import java.util.List;
import java.util.Optional;

/**
 * The data dict without the dict: every write makes a new {@link Item}, every read names the item
 * that it gets. One flow for each data source: the training flow ends in the loss, a validation
 * flow in the validation loss and the metrics.
 *
 * @param batch what the loader yields
 * @param model the steps of the model in the order in which they run
 * @param criterion the steps of the loss (several under a weighted sum)
 * @param metrics the steps of the metrics; empty in the training flow
 */
public record DataFlow(
    Experiment.DataSource source,
    List<Item> batch,
    List<Step> model,
    List<Step> criterion,
    List<Step> metrics) {

  public DataFlow {
    batch = List.copyOf(batch);
    model = List.copyOf(model);
    criterion = List.copyOf(criterion);
    metrics = List.copyOf(metrics);
  }

  /**
   * One value of a data key.
   *
   * @param version 0 for the batch, then one more with each write of the key
   * @param shape unknown parts are {@code Dim.Unknown}
   * @param origin where the writing key stands, or the data set
   * @param perHead whether each head of a probe search has a value of its own
   */
  public record Item(String key, int version, Shape shape, Origin origin, boolean perHead) {

    Item(String key, int version, Shape shape, Origin origin) {
      this(key, version, shape, origin, false);
    }
  }

  /**
   * One block of the run.
   *
   * @param modulePath its prefix in parameter names, {@code trunk} or {@code
   *     models.image_encoder.trunk}
   * @param reads for each read port of the schema, in order, what it gets; empty where the port is
   *     off or its optional key absent; a port for several keys is the last and gets any number
   * @param writes for each write port that is on, in order; an optional one is on where the key is
   *     there already
   * @param wrapper what makes several of the block and runs them all, if anything does
   * @param frozen whether it is part of a model that takes no gradients and passes none on
   */
  public record Step(
      BoundBlock block,
      String modulePath,
      List<Optional<Item>> reads,
      List<Item> writes,
      Optional<BoundBlock> wrapper,
      boolean frozen) {
    public Step {
      reads = List.copyOf(reads);
      writes = List.copyOf(writes);
    }
  }
}
