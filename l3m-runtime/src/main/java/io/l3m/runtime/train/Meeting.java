// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.loss.LossValue;
import io.l3m.runtime.loss.LossValue.Kind;
import io.l3m.runtime.tensor.Tensors;
import java.util.List;

/**
 * Where the lanes of one batch agree on how much the loss of each counts. They wait for each other
 * only where samples do not count alike.
 */
final class Meeting {

  /** What ends a lane because another one failed. */
  static final class Abandoned extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Abandoned() {
      super("another part of the batch failed");
    }
  }

  private final double[][] counts;
  private int arrived;
  private boolean abandoned;

  Meeting(int lanes) {
    this.counts = new double[lanes][];
  }

  /**
   * The share of a lane in each term of the loss: of all lanes together they make 1.
   *
   * @throws Abandoned if another lane failed, so that there is nothing to agree on
   */
  double[] shares(int lane, List<LossValue> terms) throws InterruptedException {
    double[] own = new double[terms.size()];
    boolean alike = true;
    for (int i = 0; i < own.length; i++) {
      boolean counted = terms.get(i).kind() instanceof Kind.MeanOfCounted;
      own[i] =
          terms.get(i).kind() instanceof Kind.MeanOfCounted mean ? Tensors.item(mean.count()) : 1.0;
      alike &= !counted;
    }
    double[] totals = alike ? null : totals(lane, own);
    for (int i = 0; i < own.length; i++) {
      own[i] /= totals == null ? counts.length : totals[i];
    }
    return own;
  }

  /** Adds in the order of the lanes, so that a run repeats to the last bit. */
  private synchronized double[] totals(int lane, double[] own) throws InterruptedException {
    counts[lane] = own.clone();
    arrived++;
    notifyAll();
    while (arrived < counts.length && !abandoned) {
      wait();
    }
    if (abandoned) {
      throw new Abandoned();
    }
    double[] totals = new double[own.length];
    for (double[] of : counts) {
      for (int i = 0; i < totals.length; i++) {
        totals[i] += of[i];
      }
    }
    return totals;
  }

  /** A lane that failed lets the others go. */
  synchronized void abandon() {
    abandoned = true;
    notifyAll();
  }
}
