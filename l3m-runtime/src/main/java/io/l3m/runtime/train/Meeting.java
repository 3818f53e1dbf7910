// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.loss.LossValue;
import io.l3m.runtime.loss.LossValue.Kind;
import io.l3m.runtime.optim.Gradients.Root;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Where the lanes of one batch agree on how much the loss of each counts, and compute what needs
 * the vectors of all samples. They wait for each other only where there is such a thing.
 *
 * <p>It holds tensors that all lanes read; it is to be closed when all of them are done.
 */
final class Meeting implements AutoCloseable {

  /** What ends a lane because another one failed. */
  static final class Abandoned extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Abandoned() {
      super("another part of the batch failed");
    }
  }

  /**
   * What a lane is left with.
   *
   * @param loss its share of the loss of the batch
   * @param roots where its part of the gradient begins; none if it depends on no parameter
   */
  record Outcome(LossValue loss, List<Root> roots) {

    Outcome kept(TensorScope scope) {
      List<Root> beginnings =
          roots.stream()
              .map(root -> new Root(scope.keep(root.tensor()), scope.keep(root.gradient())))
              .toList();
      return new Outcome(loss.kept(scope), beginnings);
    }
  }

  /** How many things each term of a lane is the mean of, and the vectors of those terms it has. */
  private record Offer(List<Double> counts, List<Kind.OfVectors> ofVectors) {}

  /** The sums of all offers: the counts in each term, and the losses of all vectors. */
  private record Agreement(List<Double> counts, List<JointLoss> ofVectors) {}

  private final int lanes;
  private final SortedMap<Integer, Offer> offers = new TreeMap<>();
  private boolean abandoned;
  private @Nullable Agreement agreement;

  Meeting(int lanes) {
    this.lanes = lanes;
  }

  /**
   * The share of a lane in the loss; of all lanes together they make the loss of the batch.
   *
   * @throws Abandoned if another lane failed, so that there is nothing to agree on
   */
  Outcome settle(int lane, List<LossValue> terms) throws InterruptedException {
    boolean alike = terms.stream().allMatch(term -> term.kind() instanceof Kind.MeanOfSamples);
    if (alike) {
      double[] shares = new double[terms.size()];
      Arrays.fill(shares, 1.0 / lanes);
      return outcome(LossValue.weighed(terms, shares), List.of());
    }
    Offer offer = offer(terms);
    Agreement all = agree(lane, offer);
    double[] shares = new double[terms.size()];
    List<LossValue> own = new ArrayList<>();
    List<Root> roots = new ArrayList<>();
    Iterator<JointLoss> joint = all.ofVectors().iterator();
    for (int i = 0; i < shares.length; i++) {
      shares[i] = offer.counts().get(i) / all.counts().get(i);
      if (terms.get(i).kind() instanceof Kind.OfVectors part) {
        JointLoss whole = joint.next();
        own.add(whole.value());
        roots.addAll(whole.roots(lane, part));
      } else {
        own.add(terms.get(i));
      }
    }
    return outcome(LossValue.weighed(own, shares), roots);
  }

  private static Outcome outcome(LossValue loss, List<Root> joint) {
    List<Root> roots = new ArrayList<>(joint);
    if (loss.loss().requires_grad()) {
      roots.add(Root.of(loss.loss()));
    }
    return new Outcome(loss, roots);
  }

  private static Offer offer(List<LossValue> terms) {
    List<Double> counts = new ArrayList<>();
    List<Kind.OfVectors> ofVectors = new ArrayList<>();
    for (LossValue term : terms) {
      Kind kind = term.kind();
      counts.add(kind instanceof Kind.MeanOfCounted mean ? Tensors.item(mean.count()) : 1.0);
      if (kind instanceof Kind.OfVectors vectors) {
        ofVectors.add(vectors);
      }
    }
    return new Offer(counts, ofVectors);
  }

  private synchronized Agreement agree(int lane, Offer own) throws InterruptedException {
    offers.put(lane, own);
    if (offers.size() == lanes && !abandoned) {
      agreement = conclude(own);
      notifyAll();
    }
    while (agreement == null && !abandoned) {
      wait();
    }
    if (agreement == null) {
      throw new Abandoned();
    }
    return agreement;
  }

  /** Adds in the order of the lanes, so that a run repeats to the last bit. */
  private Agreement conclude(Offer last) {
    List<Double> totals = new ArrayList<>();
    for (int i = 0; i < last.counts().size(); i++) {
      int term = i;
      totals.add(
          offers.values().stream().mapToDouble(o -> o.counts().get(term)).reduce(0, Double::sum));
    }
    List<JointLoss> losses = new ArrayList<>();
    for (int i = 0; i < last.ofVectors().size(); i++) {
      int term = i;
      List<List<Tensor>> vectors =
          offers.values().stream().map(o -> o.ofVectors().get(term).vectors()).toList();
      losses.add(JointLoss.of(last.ofVectors().get(i).loss(), vectors));
    }
    return new Agreement(totals, losses);
  }

  /** A lane that failed lets the others go. */
  synchronized void abandon() {
    abandoned = true;
    notifyAll();
  }

  @Override
  public synchronized void close() {
    if (agreement != null) {
      agreement.ofVectors().forEach(JointLoss::close);
    }
  }
}
