// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.l3m.runtime.block.Model;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.block.Parameters;
import io.l3m.runtime.data.MiniBatch;
import io.l3m.runtime.loss.Criterion;
import io.l3m.runtime.loss.LossValue;
import io.l3m.runtime.loss.LossWrapper;
import io.l3m.runtime.loss.Measure;
import io.l3m.runtime.loss.SoftTargetCrossEntropy;
import io.l3m.runtime.nn.Dropout;
import io.l3m.runtime.nn.Linear;
import io.l3m.runtime.nn.activation.Gelu;
import io.l3m.runtime.nn.select.ExtractEos;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Scalars;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import io.l3m.runtime.tensor.TorchThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of a batch side by side give what the batch as a whole gives. */
final class LanesTest {

  private static final int SIZE = 12;

  record Batch(Tensor x, Tensor y) implements MiniBatch<Batch> {
    @Override
    public long size() {
      return x.size(0);
    }

    @Override
    public Batch narrow(long start, long length) {
      return new Batch(x.narrow(0, start, length), y.narrow(0, start, length));
    }

    @Override
    public Batch to(Device device) {
      return this;
    }

    @Override
    public List<Tensor> tensors() {
      return List.of(x, y);
    }
  }

  private static final class Net extends Model<Batch, Tensor> {
    private final Linear first = child("first", Linear.of(5, 16, true));
    private final Dropout dropout;
    private final Linear unused = child("unused", Linear.of(3, 2, true));
    private final Linear last = child("last", Linear.of(16, 4, true));
    private long fewest = 1;

    Net(double dropout) {
      this.dropout = child("dropout", Dropout.of(dropout));
    }

    @Override
    protected long fewestSamples() {
      return fewest;
    }

    @Override
    public Tensor forward(Batch batch) {
      assertThat(unused.isTraining()).isTrue();
      Tensor hidden = Gelu.builder().build().forward(first.forward(batch.x()));
      return last.forward(dropout.forward(hidden));
    }
  }

  private static final LossWrapper LOSS =
      LossWrapper.builder().baseCriterion(SoftTargetCrossEntropy.builder().build()).build();

  private static final Criterion<Batch, Tensor> CRITERION =
      (batch, output) -> LOSS.forward(output, batch.y());

  private int threadsBefore;

  @BeforeEach
  void useThreeThreads() {
    threadsBefore = TorchThreads.get();
    TorchThreads.set(3);
  }

  @AfterEach
  void giveThreadsBack() {
    TorchThreads.set(threadsBefore);
  }

  private static Batch batch(int size) {
    Random random = new Random(7);
    float[] x = new float[size * 5];
    float[] y = new float[size * 4];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < size; i++) {
      y[4 * i + random.nextInt(4)] = 1;
    }
    return new Batch(Tensors.ofFloats(x, size, 5), Tensors.ofFloats(y, size, 4));
  }

  private static Net net(double dropout) {
    Net net = new Net(dropout);
    Parameters parameters = Parameters.of(net);
    parameters.allocate(Device.CPU);
    parameters.initialise(0);
    return net;
  }

  private static List<float[]> gradients(Parameters parameters) {
    List<float[]> gradients = new ArrayList<>();
    for (Parameter parameter : parameters.all()) {
      gradients.add(parameter.grad().map(Tensors::toFloats).orElse(new float[0]));
    }
    parameters.zeroGrad();
    return gradients;
  }

  @Test
  void giveTheLossAndGradientOfTheWhole() {
    try (TensorScope scope = TensorScope.open()) {
      Net net = net(0);
      Parameters parameters = Parameters.of(net);
      LossValue whole = CRITERION.compute(batch(SIZE), net.forward(batch(SIZE)));
      whole.loss().backward();
      List<float[]> expected = gradients(parameters);
      try (Lanes<Batch, Tensor> lanes = Lanes.of(net, CRITERION, parameters, Device.CPU)) {
        assertThat(lanes.lanesFor(SIZE)).isEqualTo(3);
        LossValue apart = lanes.backward(batch(SIZE), 1);
        assertThat(Tensors.item(apart.loss())).isCloseTo(Tensors.item(whole.loss()), offset(1e-6));
        assertThat(apart.measures()).hasSize(1);
        List<float[]> found = gradients(parameters);
        for (int i = 0; i < expected.size(); i++) {
          assertThat(found.get(i)).containsExactly(expected.get(i), offset(1e-6f));
        }
      }
    }
  }

  /** The mean over the samples whose first input is below a limit, beside the plain mean. */
  private static Criterion<Batch, Tensor> counting(double limit) {
    return (batch, output) -> {
      Tensor each = output.sub(batch.y()).pow(Scalars.of(2L)).mean(1L);
      Tensor counts = batch.x().select(1, 0).lt(Scalars.of(limit)).to(ScalarType.Float);
      Tensor count = counts.sum();
      Tensor mean = each.mul(counts).sum().div(count);
      LossValue counted =
          new LossValue(
              mean,
              List.of(new Measure("counted", mean.detach())),
              new LossValue.Kind.MeanOfCounted(count));
      return LossValue.sum(counted.times(0.3), LOSS.forward(output, batch.y()));
    };
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, -0.6, -1.2})
  void weighLossesByWhatTheyCount(double limit) {
    try (TensorScope scope = TensorScope.open()) {
      Net net = net(0);
      Parameters parameters = Parameters.of(net);
      Criterion<Batch, Tensor> criterion = counting(limit);
      LossValue whole = criterion.compute(batch(SIZE), net.forward(batch(SIZE)));
      assertThat(whole.isSeparable()).isTrue();
      whole.loss().backward();
      List<float[]> expected = gradients(parameters);
      try (Lanes<Batch, Tensor> lanes = Lanes.of(net, criterion, parameters, Device.CPU)) {
        LossValue apart = lanes.backward(batch(SIZE), 1);
        assertThat(Tensors.item(apart.loss())).isCloseTo(Tensors.item(whole.loss()), offset(1e-6));
        assertThat(apart.measures()).extracting(Measure::name).containsExactly("counted", "loss");
        assertThat(Tensors.item(apart.measures().getFirst().value()))
            .isCloseTo(Tensors.item(whole.measures().getFirst().value()), offset(1e-6));
        List<float[]> found = gradients(parameters);
        for (int i = 0; i < expected.size(); i++) {
          assertThat(found.get(i)).containsExactly(expected.get(i), offset(1e-6f));
        }
      }
    }
  }

  /**
   * Each output is to be found by its target among those of all samples, and beside that is mean.
   */
  private static LossValue paired(Batch batch, Tensor output) {
    LossValue pairs =
        LossValue.of(
            new LossValue.Kind.OfVectors(
                List.of(output, batch.y()),
                all -> {
                  Tensor logits = torch.matmul(all.getFirst(), all.getLast().t());
                  Tensor loss = logits.logsumexp(1).mean().sub(logits.diagonal().mean());
                  return new LossValue(loss, List.of(new Measure("pairs", loss.detach())));
                }));
    return LossValue.sum(pairs.times(0.7), counting(0).compute(batch, output), pairs.times(0.1));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void computeLossesOfTheVectorsOfAllSamplesOnce(long share) {
    try (TensorScope scope = TensorScope.open()) {
      Net net = net(0);
      Parameters parameters = Parameters.of(net);
      LossValue whole = paired(batch(SIZE), net.forward(batch(SIZE)));
      assertThat(whole.isSeparable()).isTrue();
      whole.loss().div(Tensors.ofFloats(new float[] {share})).backward();
      List<float[]> expected = gradients(parameters);
      try (Lanes<Batch, Tensor> lanes = Lanes.of(net, LanesTest::paired, parameters, Device.CPU)) {
        LossValue apart = lanes.backward(batch(SIZE), share);
        assertThat(Tensors.item(apart.loss())).isCloseTo(Tensors.item(whole.loss()), offset(1e-6));
        assertThat(apart.measures())
            .extracting(Measure::name)
            .containsExactly("pairs", "counted", "loss", "pairs");
        assertThat(Tensors.item(apart.measures().getFirst().value()))
            .isCloseTo(Tensors.item(whole.measures().getFirst().value()), offset(1e-6));
        List<float[]> found = gradients(parameters);
        for (int i = 0; i < expected.size(); i++) {
          assertThat(found.get(i)).containsExactly(expected.get(i), offset(1e-6f));
        }
        LossValue again = lanes.backward(batch(SIZE), share);
        assertThat(Tensors.item(again.loss())).isEqualTo(Tensors.item(apart.loss()));
        List<float[]> repeated = gradients(parameters);
        for (int i = 0; i < found.size(); i++) {
          assertThat(repeated.get(i)).containsExactly(found.get(i));
        }
      }
    }
  }

  @Test
  void letTheOthersGoWhenOneFails() {
    try (TensorScope scope = TensorScope.open()) {
      Net net = net(0);
      Criterion<Batch, Tensor> counted = counting(10);
      Batch batch = batch(SIZE);
      float last = Tensors.toFloats(batch.x())[(SIZE - 1) * 5];
      Criterion<Batch, Tensor> broken =
          (part, output) -> {
            float[] x = Tensors.toFloats(part.x());
            if (x[x.length - 5] == last) {
              throw new IllegalStateException("not the last part");
            }
            return counted.compute(part, output);
          };
      try (Lanes<Batch, Tensor> lanes = Lanes.of(net, broken, Parameters.of(net), Device.CPU)) {
        assertThatThrownBy(() -> lanes.backward(batch, 1)).hasMessage("not the last part");
      }
    }
  }

  @Test
  void repeatToTheLastBitAndAddUp() {
    try (TensorScope scope = TensorScope.open()) {
      Net net = net(0);
      Parameters parameters = Parameters.of(net);
      try (Lanes<Batch, Tensor> lanes = Lanes.of(net, CRITERION, parameters, Device.CPU)) {
        LossValue first = lanes.backward(batch(SIZE), 1);
        List<float[]> once = gradients(parameters);
        LossValue again = lanes.backward(batch(SIZE), 2);
        LossValue third = lanes.backward(batch(SIZE), 2);
        List<float[]> halves = gradients(parameters);
        assertThat(Tensors.item(again.loss())).isEqualTo(Tensors.item(first.loss()));
        assertThat(Tensors.item(third.loss())).isEqualTo(Tensors.item(first.loss()));
        for (int i = 0; i < once.size(); i++) {
          assertThat(halves.get(i)).containsExactly(once.get(i));
        }
      }
    }
  }

  @Test
  void leaveOddBatchesAndRandomModelsWhole() {
    Net net = net(0);
    try (Lanes<Batch, Tensor> lanes = Lanes.of(net, CRITERION, Parameters.of(net), Device.CPU)) {
      assertThat(lanes.lanesFor(8)).isEqualTo(2);
      assertThat(lanes.lanesFor(7)).isEqualTo(1);
    }
    Net random = net(0.5);
    try (Lanes<Batch, Tensor> lanes =
        Lanes.of(random, CRITERION, Parameters.of(random), Device.CPU)) {
      assertThat(lanes.lanesFor(SIZE)).isEqualTo(1);
    }
  }

  @Test
  void giveEachLaneAsManySamplesAsTheModelNeeds() {
    Net pairs = net(0);
    pairs.fewest = 2;
    try (Lanes<Batch, Tensor> lanes =
        Lanes.of(pairs, CRITERION, Parameters.of(pairs), Device.CPU)) {
      assertThat(lanes.lanesFor(6)).isEqualTo(3);
      assertThat(lanes.lanesFor(4)).isEqualTo(2);
      assertThat(lanes.lanesFor(3)).isEqualTo(1);
    }
    assertThat(ExtractEos.builder().build().fewestSamplesApart()).isEqualTo(2);
    assertThat(ExtractEos.builder().keepdim(true).build().fewestSamplesApart()).isEqualTo(1);
  }

  @Test
  void passOnTheFirstErrorOfALane() {
    try (TensorScope scope = TensorScope.open()) {
      Net net = net(0);
      Criterion<Batch, Tensor> broken =
          (batch, output) -> {
            throw new IllegalStateException("no loss today");
          };
      try (Lanes<Batch, Tensor> lanes = Lanes.of(net, broken, Parameters.of(net), Device.CPU)) {
        assertThatThrownBy(() -> lanes.backward(batch(SIZE), 1)).hasMessage("no loss today");
      }
    }
  }
}
