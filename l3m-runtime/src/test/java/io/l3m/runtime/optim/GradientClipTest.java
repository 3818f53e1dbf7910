// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.l3m.runtime.block.Block;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.block.Parameters;
import io.l3m.runtime.golden.GoldenFiles;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Tensors;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with recorded gradients before and after PyTorch's clipping. */
final class GradientClipTest {

  record Case(String name, double maxNorm, double totalNorm) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() throws IOException {
    return GoldenFiles.json(GoldenFiles.resource("optim/grad_clip/expect.json"))
        .getAsJsonObject()
        .getAsJsonArray("cases")
        .asList()
        .stream()
        .map(JsonElement::getAsJsonObject)
        .map(GradientClipTest::read);
  }

  private static Case read(JsonObject entry) {
    return new Case(
        entry.get("name").getAsString(),
        entry.get("max_norm").getAsDouble(),
        entry.get("total_norm").getAsDouble());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void clipsAsRecorded(Case data) throws IOException {
    Map<String, Tensor> tensors =
        GoldenFiles.tensors(GoldenFiles.resource("optim/grad_clip/tensors.safetensors"));
    String prefix = data.name() + ".before.";
    Block holder =
        new Block() {
          {
            tensors.forEach((name, value) -> {
              if (name.startsWith(prefix)) {
                parameter(name.substring(prefix.length()), value.shape());
              }
            });
          }
        };
    List<Parameter> parameters = Parameters.of(holder).allocate(Device.CPU).all();
    assertThat(parameters).isNotEmpty();
    for (Parameter parameter : parameters) {
      parameter.tensor().mutable_grad().put(tensors.get(prefix + parameter.name()));
    }
    Tensor norm = GradientClip.norm(parameters, data.maxNorm());
    assertThat(Tensors.item(norm))
        .isCloseTo(data.totalNorm(), within(1e-6 + 1e-5 * data.totalNorm()));
    for (Parameter parameter : parameters) {
      float[] found = Tensors.toFloats(parameter.grad().orElseThrow());
      float[] wanted =
          Tensors.toFloats(
              Objects.requireNonNull(tensors.get(data.name() + ".after." + parameter.name())));
      assertThat(found).hasSameSizeAs(wanted);
      for (int i = 0; i < found.length; i++) {
        assertThat(Math.abs(found[i] - wanted[i]))
            .isLessThanOrEqualTo(1e-6f + 1e-5f * Math.abs(wanted[i]));
      }
    }
  }

  @Test
  void theNormOfNoGradientsIsZero() {
    assertThat(Tensors.item(GradientClip.norm(List.of(), 1.0))).isZero();
  }
}
