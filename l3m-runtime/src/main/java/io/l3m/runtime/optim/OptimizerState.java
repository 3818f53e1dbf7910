// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.NamedTensor;
import io.l3m.runtime.tensor.GradMode;
import io.l3m.runtime.tensor.TensorScope;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** Restoring the state of optimisers by name. */
final class OptimizerState {

  private OptimizerState() {}

  static void load(List<NamedTensor> own, List<NamedTensor> given) {
    Map<String, Tensor> source = new HashMap<>();
    given.forEach(entry -> source.put(entry.name(), entry.tensor()));
    for (NamedTensor entry : own) {
      Tensor values = source.get(entry.name());
      if (values == null) {
        throw new IllegalArgumentException("The optimiser's `" + entry.name() + "` is missing");
      }
      if (!Arrays.equals(values.shape(), entry.tensor().shape())) {
        throw new IllegalArgumentException(
            "The optimiser's `%s` has the shape %s instead of %s"
                .formatted(
                    entry.name(),
                    Arrays.toString(values.shape()),
                    Arrays.toString(entry.tensor().shape())));
      }
    }
    if (source.size() != own.size()) {
      throw new IllegalArgumentException(
          "%d tensors of optimiser state are given where there are %d"
              .formatted(source.size(), own.size()));
    }
    try (GradMode none = GradMode.disabled();
        TensorScope scope = TensorScope.open()) {
      own.forEach(entry -> entry.tensor().copy_(Checks.given("state", source.get(entry.name()))));
    }
  }
}
