// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;

/** Cuts an order of samples into batches and says for each sample in which pass it is read. */
final class BatchPlan {

  /** One sample in one pass over the data. */
  record Visit(long index, long pass) {}

  /** The samples of one batch. */
  record Batch(long position, List<Visit> visits) {}

  private final IndexOrder order;
  private final int batchSize;
  private final long batches;
  private PrimitiveIterator.OfLong indices;
  private long position;

  BatchPlan(DataLoader loader, IndexOrder order) {
    this.order = order;
    this.batchSize = loader.batchSize();
    this.batches = order.endless() ? Long.MAX_VALUE : count(order.passLength(), loader.dropLast());
    this.indices = order.from(0);
  }

  private long count(long samples, boolean dropLast) {
    return dropLast ? samples / batchSize : (samples + batchSize - 1) / batchSize;
  }

  long batches() {
    return batches;
  }

  void seek(long target) {
    if (target < 0 || target > batches) {
      throw new IllegalArgumentException(
          "there is no batch %d; the order has %d batches".formatted(target, batches));
    }
    if (target != position) {
      indices = order.from(Math.multiplyExact(target, (long) batchSize));
      position = target;
    }
  }

  boolean hasNext() {
    return position < batches;
  }

  Batch next() {
    if (!hasNext()) {
      throw new NoSuchElementException("all " + batches + " batches have been read");
    }
    List<Visit> visits = new ArrayList<>(batchSize);
    long first = position * batchSize;
    while (visits.size() < batchSize && indices.hasNext()) {
      long pass = (first + visits.size()) / order.passLength();
      visits.add(new Visit(indices.nextLong(), pass));
    }
    return new Batch(position++, visits);
  }
}
