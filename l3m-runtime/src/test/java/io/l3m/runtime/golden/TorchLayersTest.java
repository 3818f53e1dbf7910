// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.l3m.runtime.block.NamedTensor;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.block.Parameters;
import io.l3m.runtime.nn.Conv1d;
import io.l3m.runtime.nn.Conv2d;
import io.l3m.runtime.nn.Layer;
import io.l3m.runtime.nn.activation.Prelu;
import io.l3m.runtime.nn.layer.AvgPool2d;
import io.l3m.runtime.nn.layer.MaxPool2d;
import io.l3m.runtime.nn.norm.BatchNorm1d;
import io.l3m.runtime.nn.norm.BatchNorm2d;
import io.l3m.runtime.nn.norm.GroupNorm;
import io.l3m.runtime.nn.norm.SyncBatchNorm;
import io.l3m.runtime.nn.norm.TorchRmsNorm;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Scalars;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plain layers against PyTorch 2.13: results in training and in evaluation, gradients of a weighted
 * sum of the results, and what batch norm keeps of two batches.
 */
final class TorchLayersTest {

  record Case(String name, Layer layer) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    return List.of(
        new Case("prelu", Prelu.builder().build()),
        new Case("prelu-channels", Prelu.builder().numParameters(3).init(0.1).create()),
        new Case("rms-norm", TorchRmsNorm.builder().create(6)),
        new Case(
            "rms-norm-eps-2d",
            TorchRmsNorm.builder().normalizedShape(3, 6).eps(0.1).elementwiseAffine(false).build()),
        new Case("group-norm", GroupNorm.builder().numGroups(2).numChannels(6).eps(1e-3).build()),
        new Case(
            "group-norm-plain",
            GroupNorm.builder().numGroups(3).numChannels(6).affine(false).build()),
        new Case("batch-norm-1d", BatchNorm1d.builder().numFeatures(3).build()),
        new Case(
            "batch-norm-2d", BatchNorm2d.builder().numFeatures(3).eps(1e-3).momentum(0.3).build()),
        new Case(
            "batch-norm-2d-cumulative",
            BatchNorm2d.builder().numFeatures(3).withoutMomentum().affine(false).build()),
        new Case(
            "batch-norm-2d-untracked",
            BatchNorm2d.builder().numFeatures(3).trackRunningStats(false).build()),
        new Case("sync-batch-norm", SyncBatchNorm.builder().numFeatures(3).build()),
        new Case(
            "conv-1d",
            Conv1d.builder()
                .inChannels(4)
                .outChannels(6)
                .kernelSize(3)
                .stride(2)
                .padding(1)
                .dilation(2)
                .groups(2)
                .build()),
        new Case(
            "conv-1d-no-bias",
            Conv1d.builder().inChannels(2).outChannels(3).kernelSize(2).bias(false).build()),
        new Case(
            "conv-2d",
            Conv2d.builder()
                .inChannels(4)
                .outChannels(6)
                .kernelSize(3, 2)
                .stride(2, 1)
                .padding(1, 0)
                .groups(2)
                .build()),
        new Case("avg-pool", AvgPool2d.builder().kernelSize(3).stride(2).padding(1).build()),
        new Case("avg-pool-default", AvgPool2d.builder().kernelSize(2).build()),
        new Case("max-pool", MaxPool2d.builder().kernelSize(3).stride(1).padding(1).build()),
        new Case("max-pool-default", MaxPool2d.builder().kernelSize(2).build()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void computesWhatPyTorchDoes(Case data) throws IOException {
    try (TensorScope scope = TensorScope.open()) {
      Map<String, Tensor> recorded = recorded(data.name());
      Layer layer = data.layer();
      Parameters parameters = Parameters.of(layer).allocate(Device.CPU).initialise(0);
      parameters.load(below(recorded, "param."), true);
      Tensor x = recorded.get("in").set_requires_grad(true);
      Tensor y = layer.forward(x);
      assertClose("train", y, recorded.get("train"));
      y.mul(recorded.get("w")).sum().backward();
      assertClose("grad.in", x.grad(), recorded.get("grad.in"));
      for (Parameter parameter : parameters.all()) {
        String name = "grad.param." + parameter.name();
        assertClose(name, parameter.grad().orElseThrow(), recorded.get(name));
      }
      if (!below(recorded, "after.").isEmpty()) {
        layer.forward(x.mul(Scalars.of(2.0)).add(Scalars.of(1.0)));
        Map<String, Tensor> state =
            parameters.stateDict().stream()
                .collect(Collectors.toMap(NamedTensor::name, NamedTensor::tensor));
        below(recorded, "after.")
            .forEach(kept -> assertClose(kept.name(), state.get(kept.name()), kept.tensor()));
      }
      layer.eval();
      assertClose("eval", layer.forward(x), recorded.get("eval"));
    }
  }

  @Test
  void aWindowIsAtLeastTwiceItsPadding() {
    assertThatThrownBy(() -> MaxPool2d.builder().kernelSize(3).padding(2).build())
        .hasMessage("`padding` (2) must be at most half of `kernelSize` (3)");
  }

  @Test
  void groupsShareTheChannelsEvenly() {
    assertThatThrownBy(() -> GroupNorm.builder().numGroups(4).numChannels(6).build())
        .hasMessage("`numGroups` (4) must divide `numChannels` (6)");
  }

  /** The tensors of a case by the rest of their names. */
  private static Map<String, Tensor> recorded(String name) throws IOException {
    Map<String, Tensor> all = GoldenFiles.tensors(GoldenFiles.resource("layers/torch.safetensors"));
    return below(all, name + ".").stream()
        .collect(Collectors.toMap(NamedTensor::name, NamedTensor::tensor));
  }

  private static List<NamedTensor> below(Map<String, Tensor> tensors, String prefix) {
    return tensors.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .map(entry -> new NamedTensor(entry.getKey().substring(prefix.length()), entry.getValue()))
        .toList();
  }

  private static void assertClose(String what, Tensor found, Tensor expected) {
    assertThat(found.shape()).as(what).isEqualTo(expected.shape());
    double[] values = Tensors.toDoubles(found);
    assertThat(values).as(what).hasSameSizeAs(Tensors.toDoubles(expected));
    assertThat(values).as(what).containsExactly(Tensors.toDoubles(expected), within(1e-5));
  }
}
