// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import io.l3m.runtime.random.SampleRandom;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Reads the samples of a batch and collates them. */
record BatchMaker<S, B>(Dataset<S> dataset, Collation<S, B> collation, long seed) {

  /**
   * Makes one batch.
   *
   * @param abandoned asked before each sample whether anybody still wants the batch
   */
  B make(BatchPlan.Batch plan, BooleanSupplier abandoned) {
    List<S> samples = new ArrayList<>(plan.visits().size());
    for (BatchPlan.Visit visit : plan.visits()) {
      if (abandoned.getAsBoolean()) {
        throw new CancellationException("nobody waits for batch " + plan.position());
      }
      samples.add(read(visit));
    }
    try {
      return collation.collate(samples, SampleRandom.ofBatch(seed, plan.position()));
    } catch (RuntimeException e) {
      throw new DataException(
          "Cannot make a batch of %s and %d further samples: %s"
              .formatted(
                  dataset.describe(plan.visits().get(0).index()), samples.size() - 1, reason(e)),
          e);
    }
  }

  private S read(BatchPlan.Visit visit) {
    long index = visit.index();
    try {
      return dataset.get(index, SampleRandom.ofSample(seed, visit.pass(), index));
    } catch (IOException | RuntimeException e) {
      throw new DataException(
          "Cannot read sample %d (%s): %s".formatted(index, dataset.describe(index), reason(e)), e);
    }
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
