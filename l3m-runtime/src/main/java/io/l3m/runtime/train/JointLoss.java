// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.loss.LossValue;
import io.l3m.runtime.loss.LossValue.Kind;
import io.l3m.runtime.loss.Measure;
import io.l3m.runtime.optim.Gradients;
import io.l3m.runtime.optim.Gradients.Root;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * A loss of the vectors of all samples, computed once for all lanes, and its gradient with respect
 * to these vectors: from there each lane goes back alone. It belongs to no thread until it is
 * closed.
 *
 * @param value without gradient
 * @param starts where the vectors of each lane begin among those of all
 * @param gradients one for each kind of vector; an undefined one where the loss does not depend on
 *     it
 */
record JointLoss(LossValue value, List<List<Long>> starts, List<Tensor> gradients)
    implements AutoCloseable {

  /** Computes the loss of the vectors that the lanes give, lane by lane. */
  static JointLoss of(Function<List<Tensor>, LossValue> loss, List<List<Tensor>> lanes) {
    try (TensorScope scope = TensorScope.open()) {
      List<Tensor> all = new ArrayList<>();
      List<List<Long>> starts = new ArrayList<>();
      for (int i = 0; i < lanes.getFirst().size(); i++) {
        int kind = i;
        List<Tensor> parts = lanes.stream().map(lane -> lane.get(kind).detach()).toList();
        boolean moves = lanes.getFirst().get(i).requires_grad();
        all.add(Tensors.concatenate(0, parts).set_requires_grad(moves));
        starts.add(starts(parts));
      }
      LossValue value = loss.apply(all);
      List<Tensor> gradients = gradients(value.loss(), all);
      List<Measure> measures =
          value.measures().stream()
              .map(measure -> new Measure(measure.name(), shared(measure.value())))
              .toList();
      gradients.forEach(JointLoss::shared);
      LossValue plain = new LossValue(shared(value.loss().detach()), measures);
      return new JointLoss(plain, starts, gradients);
    }
  }

  /** Only of the vectors that depend on a parameter: those of a frozen encoder do not. */
  private static List<Tensor> gradients(Tensor loss, List<Tensor> vectors) {
    List<Tensor> moving = vectors.stream().filter(vector -> vector.requires_grad()).toList();
    boolean depends = !moving.isEmpty() && loss.requires_grad();
    List<Root> roots = depends ? List.of(Root.of(loss)) : List.of();
    Iterator<Tensor> found = Gradients.of(roots, 1.0, moving).iterator();
    return vectors.stream()
        .map(tensor -> tensor.requires_grad() ? found.next() : new Tensor())
        .toList();
  }

  private static List<Long> starts(List<Tensor> parts) {
    List<Long> starts = new ArrayList<>();
    long start = 0;
    for (Tensor part : parts) {
      starts.add(start);
      start += part.size(0);
    }
    return starts;
  }

  private static Tensor shared(Tensor tensor) {
    return TensorScope.immortal(tensor);
  }

  /** Where a lane, which gave these vectors, begins its part of the gradient. */
  List<Root> roots(int lane, Kind.OfVectors part) {
    return IntStream.range(0, gradients.size())
        .filter(i -> gradients.get(i).defined() && part.vectors().get(i).requires_grad())
        .mapToObj(i -> {
          Tensor vectors = part.vectors().get(i);
          Tensor own = gradients.get(i).narrow(0, starts.get(i).get(lane), vectors.size(0));
          return new Root(vectors, own);
        })
        .toList();
  }

  @Override
  public void close() {
    gradients.forEach(Tensor::close);
    value.measures().forEach(measure -> measure.value().close());
    value.loss().close();
  }
}
