// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import io.l3m.runtime.block.NamedTensor;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.GradMode;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** What an optimiser remembers of one parameter: how many steps it made, and a tensor a kind. */
final class Slot {

  private final Parameter parameter;
  private final List<String> kinds;
  private final List<Tensor> tensors;
  private final Tensor savedSteps;
  private long steps;

  Slot(Parameter parameter, List<String> kinds) {
    this.parameter = parameter;
    this.kinds = kinds;
    try (GradMode none = GradMode.disabled()) {
      this.tensors =
          kinds.stream()
              .map(kind -> TensorScope.immortal(torch.zeros_like(parameter.tensor())))
              .toList();
    }
    this.savedSteps = TensorScope.immortal(Tensors.zeros(Device.CPU, Dtype.FLOAT32));
  }

  Parameter parameter() {
    return parameter;
  }

  long steps() {
    return steps;
  }

  void countStep() {
    steps++;
  }

  Tensor tensor(String kind) {
    return tensors.get(kinds.indexOf(kind));
  }

  /** The tensors by their names in a checkpoint, {@code step} first. */
  Stream<NamedTensor> named() {
    try (TensorScope scope = TensorScope.open();
        Scalar count = new Scalar((double) steps)) {
      Tensor unused = savedSteps.fill_(count);
    }
    return Stream.concat(
        Stream.of(new NamedTensor(parameter.name() + ".step", savedSteps)),
        IntStream.range(0, kinds.size())
            .mapToObj(i -> new NamedTensor(parameter.name() + "." + kinds.get(i), tensors.get(i))));
  }

  /** After the tensors of {@link #named} have new values. */
  void takeLoadedSteps() {
    steps = (long) Tensors.item(savedSteps);
  }
}
