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
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Gradients beside the parameters: computed by several threads, then put together. */
public final class Gradients {

  private Gradients() {}

  /**
   * The gradient of a loss, not stored in the parameters.
   *
   * @param factor what the loss is multiplied by before
   * @return one tensor a parameter, in their order; an undefined one where the loss does not depend
   *     on the parameter
   */
  public static List<Tensor> of(Tensor loss, double factor, List<Parameter> parameters) {
    TensorVector inputs = new TensorVector(parameters.size());
    for (int i = 0; i < parameters.size(); i++) {
      inputs.put(i, parameters.get(i).tensor());
    }
    Tensor seed = torch.full_like(loss.detach(), Scalars.of(factor));
    TensorVector gradients =
        torch.grad(
            new TensorVector(loss),
            inputs,
            new TensorVector(seed),
            new BoolOptional(false),
            false,
            true);
    List<Tensor> found = new ArrayList<>(parameters.size());
    for (int i = 0; i < parameters.size(); i++) {
      found.add(new Tensor(gradients.get(i)));
    }
    return found;
  }

  /** What {@link #of} gives where the loss depends on no parameter at all. */
  public static List<Tensor> none(List<Parameter> parameters) {
    List<Tensor> undefined = new ArrayList<>(parameters.size());
    parameters.forEach(unused -> undefined.add(new Tensor()));
    return undefined;
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
