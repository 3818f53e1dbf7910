// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.l3m.runtime.block.NamedTensor;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.block.Parameters;
import io.l3m.runtime.loss.LossValue;
import io.l3m.runtime.loss.MoeBalancingLoss;
import io.l3m.runtime.nn.activation.ActivationFactory;
import io.l3m.runtime.nn.activation.Gelu;
import io.l3m.runtime.nn.activation.Silu;
import io.l3m.runtime.nn.attention.GenericAttention;
import io.l3m.runtime.nn.ffn.FeedForwardSpec;
import io.l3m.runtime.nn.ffn.Moe;
import io.l3m.runtime.nn.trunk.Transformer;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.GradMode;
import io.l3m.runtime.tensor.Scalars;
import io.l3m.runtime.tensor.Seed;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mixtures of experts against recorded figures of their formula, and against a plain loop. */
final class MixturesTest {

  @ParameterizedTest
  @ValueSource(strings = {"moe-top1", "moe-top2", "moe-top2-norm1", "moe-top3-of-8"})
  void computesTheFormula(String name) throws IOException {
    JsonObject config = json(name, "config.json");
    JsonObject expected = json(name, "expect.json");
    try (TensorScope scope = TensorScope.open()) {
      Map<String, Tensor> recorded =
          GoldenFiles.tensors(GoldenFiles.resource("moe/" + name + "/tensors.safetensors"));
      Moe mixture = mixture(config);
      Parameters parameters = Parameters.of(mixture).allocate(Device.CPU).initialise(0);
      parameters.load(below(recorded, "param."), true);
      Tensor x = recorded.get("in.x").set_requires_grad(true);
      List<Tensor> balances = new ArrayList<>();
      Tensor y = mixture.forward(x, balances::add);
      y.mul(recorded.get("w.y")).sum().backward();
      JsonObject tolerances = expected.getAsJsonObject("tol");
      assertClose("out.y", y, recorded, tolerances);
      assertClose("grad.in.x", x.grad(), recorded, tolerances);
      for (Parameter parameter : parameters.all()) {
        Tensor gradient = parameter.grad().orElseThrow();
        assertClose("grad.param." + parameter.name(), gradient, recorded, tolerances);
      }
      LossValue loss = MoeBalancingLoss.builder().build().forward(balances);
      double balance = expected.getAsJsonObject("metrics").get("moe_balancing_loss").getAsDouble();
      assertThat(Tensors.item(loss.loss())).isCloseTo(balance, within(1e-6));
      assertThat(loss.isSeparable()).isTrue();
    }
  }

  @Test
  void namesParametersInTheOrderOfTheOriginal() {
    Moe mixture =
        Moe.builder().inFeatures(4).hiddenFeatures(12).multipleOf(2).numExperts(3).build();
    assertThat(Parameters.of(mixture).all())
        .extracting(Parameter::name)
        .containsExactly(
            "moe.router.layer.weight",
            "moe.experts.bias",
            "moe.experts.mlp.w1",
            "moe.experts.mlp.w2",
            "moe.experts.mlp.v1");
    assertThat(Parameters.of(mixture).named("moe.experts.mlp.v1").orElseThrow().shape())
        .containsExactly(24, 4);
  }

  @Test
  void itsBalanceIsLeastWhereAllExpertsAreUsedAlike() {
    try (TensorScope scope = TensorScope.open()) {
      Tensor x = Tensors.ofFloats(new float[] {1, 0, 0, 1}, 1, 2, 2);
      assertThat(balance(new float[] {0, 0, 0, 0}, x)).isCloseTo(0.5, within(1e-6));
      // Token 0 prefers expert 0 and token 1 expert 1: even, whatever the probabilities are.
      assertThat(balance(new float[] {3, 0, 0, 3}, x)).isCloseTo(0.5, within(1e-6));
      // Both prefer expert 0, each with probability 1 / (1 + exp(-3)) = 0.9525741.
      assertThat(balance(new float[] {3, 3, 0, 0}, x)).isCloseTo(0.9525741, within(1e-6));
    }
  }

  /** The balancing loss of weight 0.5 over two experts with these weights of the router. */
  private static double balance(float[] router, Tensor x) {
    Moe mixture =
        Moe.builder()
            .inFeatures(2)
            .hiddenFeatures(3)
            .multipleOf(2)
            .numExperts(2)
            .loadBalancingLossWeight(0.5)
            .uniformExpertAssignment(router[0] == 0)
            .build();
    Parameters parameters = Parameters.of(mixture).allocate(Device.CPU).initialise(0);
    fill(parameters, "moe.router.layer.weight", router);
    List<Tensor> balances = new ArrayList<>();
    mixture.forward(x, balances::add);
    return Tensors.item(MoeBalancingLoss.builder().build().forward(balances).loss());
  }

  @Test
  void aTrunkGathersTheBalancesOfItsLayers() {
    try (TensorScope scope = TensorScope.open();
        GradMode none = GradMode.disabled()) {
      Transformer trunk =
          Transformer.builder()
              .embedDim(8)
              .numBlocks(3)
              .attnTarget(GenericAttention.builder().dim(8).numHeads(2))
              .ffnTarget(Moe.builder().numExperts(4).topK(2).multipleOf(4).numLayers(3))
              .useBias(false)
              .build();
      Parameters.of(trunk).allocate(Device.CPU).initialise(0);
      Tensor x = torchNormal(2, 5, 8);
      Transformer.All all = trunk.forwardAll(x);
      assertThat(all.experts()).hasSize(3);
      assertThat(Tensors.toFloats(all.output())).isEqualTo(Tensors.toFloats(trunk.forward(x)));
      double sum = Tensors.item(MoeBalancingLoss.builder().build().forward(all.experts()).loss());
      assertThat(sum).isBetween(0.05, 0.4); // 0.1 if even, 0.1 · 4 / 2 at the most
      assertThat(trunk.keepsSamplesApart()).isTrue();
    }
  }

  @Test
  void shakesItsInputsInTrainingOnly() {
    try (TensorScope scope = TensorScope.open();
        GradMode none = GradMode.disabled()) {
      Moe mixture =
          Moe.builder()
              .inFeatures(8)
              .hiddenFeatures(12)
              .multipleOf(4)
              .numExperts(4)
              .routerJitterEps(0.9)
              .build();
      Parameters.of(mixture).allocate(Device.CPU).initialise(0);
      Tensor x = torchNormal(64, 8);
      float[] first = Tensors.toFloats(mixture.forward(x));
      assertThat(Tensors.toFloats(mixture.forward(x))).isNotEqualTo(first);
      assertThat(mixture.keepsSamplesApart()).isFalse();
      mixture.eval();
      float[] plain = Tensors.toFloats(mixture.forward(x));
      assertThat(Tensors.toFloats(mixture.forward(x))).isEqualTo(plain);
    }
  }

  /** Widths that libtorch's operation for all experts takes, and one that it does not take. */
  @ParameterizedTest
  @ValueSource(longs = {8, 6})
  void isWhatEachExpertMakesOfItsTokens(long width) {
    try (TensorScope scope = TensorScope.open();
        GradMode none = GradMode.disabled()) {
      Moe mixture =
          Moe.builder()
              .inFeatures(width)
              .hiddenFeatures(12)
              .multipleOf(4)
              .numExperts(3)
              .useBias(false)
              .build();
      Parameters parameters = Parameters.of(mixture).allocate(Device.CPU).initialise(0);
      // The first number of a token sends it to expert 0 or 1; expert 2 gets none.
      float[] router = new float[Math.toIntExact(3 * width)];
      router[0] = 5;
      router[Math.toIntExact(width)] = -5;
      fill(parameters, "moe.router.layer.weight", router);
      Tensor x = torchNormal(10, width);
      Tensor y = mixture.forward(x);
      for (long i = 0; i < 10; i++) {
        Tensor token = x.select(0, i);
        long expert = Tensors.item(token.select(0, 0)) > 0 ? 0 : 1;
        Tensor expected = expertOf(parameters, expert, token);
        Tensor logits =
            torch.matmul(parameters.named("moe.router.layer.weight").orElseThrow().tensor(), token);
        Tensor weight = torch.softmax(logits, 0).select(0, expert);
        assertThat(Tensors.toFloats(y.select(0, i)))
            .containsExactly(Tensors.toFloats(expected.mul(weight)), within(1e-6f));
      }
    }
  }

  /** (gelu(W1 · x) ⊙ (V1 · x)) · W2 with the rows of one of three experts. */
  private static Tensor expertOf(Parameters parameters, long expert, Tensor token) {
    List<Tensor> own = new ArrayList<>();
    for (String name : List.of("w1", "v1", "w2")) {
      Tensor all = parameters.named("moe.experts.mlp." + name).orElseThrow().tensor();
      own.add(all.narrow(0, expert * all.size(0) / 3, all.size(0) / 3));
    }
    Tensor gated = torch.gelu(torch.matmul(own.get(0), token));
    return torch.matmul(gated.mul(torch.matmul(own.get(1), token)), own.get(2));
  }

  @Test
  void sendsTokensRoundForTests() {
    try (TensorScope scope = TensorScope.open();
        GradMode none = GradMode.disabled()) {
      Moe.Builder description =
          Moe.builder().inFeatures(2).hiddenFeatures(3).multipleOf(2).numExperts(2).useBias(false);
      Moe mixture = description.uniformExpertAssignment(true).build();
      Parameters parameters = Parameters.of(mixture).allocate(Device.CPU).initialise(0);
      parameters.named("moe.router.layer.weight").orElseThrow().tensor().zero_();
      parameters.named("moe.experts.mlp.w2").orElseThrow().tensor().narrow(0, 0, 2).zero_();
      float[] y = Tensors.toFloats(mixture.forward(torchNormal(4, 2)));
      assertThat(new float[] {y[0], y[1], y[4], y[5]}).containsOnly(0f); // expert 0 gives nothing
      assertThat(new float[] {y[2], y[3], y[6], y[7]}).doesNotContain(0f);
    }
  }

  @Test
  void anExpertWithoutTokensGetsAGradientOfZero() {
    try (TensorScope scope = TensorScope.open()) {
      Moe mixture =
          Moe.builder().inFeatures(2).hiddenFeatures(3).multipleOf(2).numExperts(2).build();
      Parameters parameters = Parameters.of(mixture).allocate(Device.CPU).initialise(0);
      fill(parameters, "moe.router.layer.weight", new float[] {5, 5, -5, -5});
      Tensor x = torchNormal(6, 2).abs().add(Scalars.of(1.0));
      mixture.forward(x).sum().backward();
      Tensor gradient = parameters.named("moe.experts.mlp.w1").orElseThrow().grad().orElseThrow();
      float[] values = Tensors.toFloats(gradient);
      assertThat(values).hasSize(8);
      assertThat(new float[] {values[4], values[5], values[6], values[7]}).containsOnly(0f);
      assertThat(values[0]).isNotZero();
    }
  }

  @Test
  void aTokenVisitsNoMoreExpertsThanThereAre() {
    FeedForwardSpec spec = new FeedForwardSpec(4, 6, Gelu.builder(), 0, false);
    assertThatThrownBy(() -> Moe.builder().numExperts(2).topK(3).create(spec))
        .hasMessage("`topK` (3) must lie between 1 and `numExperts` (2)");
  }

  @Test
  void thereMustBeExpertsToBalance() {
    assertThatThrownBy(() -> MoeBalancingLoss.builder().build().forward(List.of()))
        .hasMessageContaining("needs a mixture of experts");
  }

  private static Moe mixture(JsonObject config) {
    boolean silu =
        config.getAsJsonObject("act_layer").get("_target_").getAsString().endsWith("SiLU");
    ActivationFactory activation = silu ? Silu.builder() : Gelu.builder();
    return Moe.builder()
        .inFeatures(config.get("in_features").getAsLong())
        .hiddenFeatures(config.get("hidden_features").getAsLong())
        .actLayer(activation)
        .useBias(config.get("use_bias").getAsBoolean())
        .numExperts(config.get("num_experts").getAsLong())
        .topK(config.get("top_k").getAsLong())
        .normalizeExpertWeights(config.get("normalize_expert_weights").getAsDouble())
        .loadBalancingLossWeight(config.get("load_balancing_loss_weight").getAsDouble())
        .multipleOf(config.get("multiple_of").getAsLong())
        .build();
  }

  private static Tensor torchNormal(long... shape) {
    Seed.manual(7);
    return Tensors.empty(Device.CPU, Dtype.FLOAT32, shape).normal_();
  }

  private static void fill(Parameters parameters, String name, float... values) {
    try (GradMode none = GradMode.disabled()) {
      Parameter parameter = parameters.named(name).orElseThrow();
      parameter.tensor().copy_(Tensors.ofFloats(values, parameter.shape()));
    }
  }

  private static JsonObject json(String name, String file) throws IOException {
    JsonElement element = GoldenFiles.json(GoldenFiles.resource("moe/" + name + "/" + file));
    return element.getAsJsonObject();
  }

  private static List<NamedTensor> below(Map<String, Tensor> tensors, String prefix) {
    return tensors.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .map(entry -> new NamedTensor(entry.getKey().substring(prefix.length()), entry.getValue()))
        .toList();
  }

  private static void assertClose(
      String name, Tensor found, Map<String, Tensor> recorded, JsonObject tolerances) {
    double[] expected = Tensors.toDoubles(recorded.get(name));
    assertThat(Tensors.toDoubles(found))
        .as(name)
        .containsExactly(expected, within(tolerances.get(name).getAsDouble()));
  }
}
