// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.tensor.GradMode;
import io.l3m.runtime.tensor.Ops;
import io.l3m.runtime.tensor.Scalars;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Gradients beside the parameters: computed by several threads, then put together. */
public final class Gradients {

  private Gradients() {}

  /**
   * Where a way back begins.
   *
   * @param tensor what depends on the parameters
   * @param gradient that of the loss with respect to it, of its shape
   */
  public record Root(Tensor tensor, Tensor gradient) {

    /** The loss itself. */
    public static Root of(Tensor loss) {
      return new Root(loss, torch.ones_like(loss.detach()));
    }
  }

  /**
   * The gradient of a loss, not stored in the tensors that it is taken with respect to.
   *
   * @param factor what the loss is multiplied by before
   * @return one tensor for each of {@code inputs}, in their order; an undefined one where the loss
   *     does not depend on it
   */
  public static List<Tensor> of(List<Root> roots, double factor, List<Tensor> inputs) {
    List<Tensor> found = new ArrayList<>(inputs.size());
    if (roots.isEmpty()) {
      inputs.forEach(unused -> found.add(new Tensor()));
      return found;
    }
    Scalar scale = Scalars.of(factor);
    TensorVector gradients =
        torch.grad(
            new TensorVector(roots.stream().map(Root::tensor).toArray(Tensor[]::new)),
            new TensorVector(inputs.toArray(Tensor[]::new)),
            new TensorVector(
                roots.stream()
                    .map(root -> factor == 1 ? root.gradient() : root.gradient().mul(scale))
                    .toArray(Tensor[]::new)),
            new BoolOptional(false),
            false,
            true);
    for (int i = 0; i < inputs.size(); i++) {
      found.add(new Tensor(gradients.get(i)));
    }
    return found;
  }

  /**
   * Adds gradients to those of the parameters, list by list in the given order, and takes them
   * over: the first list's memory becomes the parameters' gradient where they have none.
   */
  public static void addTo(List<Parameter> parameters, List<List<Tensor>> lists) {
    try (GradMode none = GradMode.disabled()) {
      List<Tensor> sums = new ArrayList<>(lists.getFirst());
      for (List<Tensor> more : lists.subList(1, lists.size())) {
        addEach(sums, more);
      }
      for (int i = 0; i < sums.size(); i++) {
        add(parameters.get(i), sums.get(i));
      }
    }
    lists.forEach(list -> list.forEach(Tensor::close));
  }

  private static void addEach(List<Tensor> sums, List<Tensor> more) {
    List<Tensor> left = new ArrayList<>();
    List<Tensor> right = new ArrayList<>();
    for (int i = 0; i < sums.size(); i++) {
      if (!more.get(i).defined()) {
        continue;
      }
      if (sums.get(i).defined()) {
        left.add(sums.get(i));
        right.add(more.get(i));
      } else {
        sums.set(i, more.get(i));
      }
    }
    if (!left.isEmpty()) {
      IValue one = new IValue(Scalars.of(1L));
      IValueVector unused = Ops.call("_foreach_add_", "List", Ops.list(left), Ops.list(right), one);
      unused.close();
    }
  }

  private static void add(Parameter parameter, Tensor gradient) {
    if (!gradient.defined()) {
      return;
    }
    if (parameter.grad().isPresent()) {
      Tensor unused = parameter.grad().get().add_(gradient);
    } else {
      parameter.tensor().mutable_grad().put(gradient);
    }
  }
}
