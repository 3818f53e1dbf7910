// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

final class ParametersTest {

  /** Two parameters, a buffer of each kind, and a list of children that share one block. */
  private static final class Tree extends Block {
    private final List<String> calls;
    private final Parameter scale = parameter("scale", 2);

    Tree(List<String> calls) {
      this.calls = calls;
      Leaf shared = new Leaf("shared", calls);
      child("list.0", new Leaf("first", calls));
      child("list.1", shared);
      child("again", shared);
      persistentBuffer("count", Dtype.INT64);
      transientBuffer("table", Dtype.FLOAT32, 3);
      frozen("fixed", 1, 2);
    }

    @Override
    protected void initialise() {
      calls.add("tree");
      Init.constant(scale, 1);
      for (Buffer buffer : ownBuffers()) {
        Init.constant(buffer, 5);
      }
      ownParameters().forEach(p -> Init.constant(p, 3));
    }
  }

  private static final class Leaf extends Block {
    private final String label;
    private final List<String> calls;
    private final Parameter weight = parameter("weight", 2, 2);

    Leaf(String label, List<String> calls) {
      this.label = label;
      this.calls = calls;
    }

    @Override
    protected void initialise() {
      calls.add(label);
      Init.xavierUniform(weight);
    }
  }

  private final List<String> calls = new ArrayList<>();
  private final Tree tree = new Tree(calls);
  private final Parameters parameters = Parameters.of(tree);

  @Test
  void listsOwnTensorsFirstAndSharedBlocksOnce() {
    parameters.allocate(Device.CPU);
    assertThat(parameters.stateDict().stream().map(NamedTensor::name))
        .containsExactly("scale", "fixed", "count", "list.0.weight", "list.1.weight");
    assertThat(parameters.trainable().stream().map(Parameter::name))
        .containsExactly("scale", "list.0.weight", "list.1.weight");
    assertThat(parameters.count()).isEqualTo(2 + 2 + 4 + 4);
    assertThat(parameters.matching("list.*")).hasSize(2);
  }

  @Test
  void initialisesTheLastBlockFirstAndTheRootLast() {
    parameters.allocate(Device.CPU).initialise(0);
    assertThat(calls).containsExactly("shared", "first", "tree");
    assertThat(Tensors.toFloats(tree.scale.tensor())).containsExactly(3, 3);
  }

  @Test
  void namesTensorsThatNobodyInitialises() {
    Block careless =
        new Block() {
          {
            parameter("weights", 3);
          }
        };
    Parameters own = Parameters.of(careless).allocate(Device.CPU);
    assertThatThrownBy(() -> own.initialise(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("weights");
  }

  @Test
  void refusesTheTensorsOfAnotherModel() {
    parameters.allocate(Device.CPU).initialise(0);
    List<NamedTensor> other =
        List.of(
            new NamedTensor("scale", Tensors.ofFloats(new float[] {8, 9, 10}, 3)),
            new NamedTensor("fixed", Tensors.ofFloats(new float[] {8, 9}, 1, 2)),
            new NamedTensor("head", Tensors.ofFloats(new float[] {8}, 1)));
    assertThatThrownBy(() -> parameters.load(other, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 missing (count, list.0.weight, list.1.weight)")
        .hasMessageContaining("1 unexpected (head)")
        .hasMessageContaining("scale [3] instead of [2]");
    assertThat(Tensors.toFloats(parameters.named("fixed").orElseThrow().tensor()))
        .containsExactly(3, 3);
    assertThat(parameters.load(other, false).unexpected()).containsExactly("head");
    assertThat(Tensors.toFloats(parameters.named("fixed").orElseThrow().tensor()))
        .containsExactly(8, 9);
  }

  @Test
  void switchesTheWholeTreeToEvaluation() {
    tree.eval();
    List<Boolean> modes = new ArrayList<>();
    tree.forEachPostOrder(block -> modes.add(block.isTraining()));
    assertThat(modes).containsOnly(false);
    tree.train();
    assertThat(tree.isTraining()).isTrue();
  }

  @Test
  void addsUpGradientsUntilTheyAreDropped() {
    parameters.allocate(Device.CPU).initialise(0);
    for (int pass = 0; pass < 2; pass++) {
      try (TensorScope scope = TensorScope.open()) {
        Tensor loss = tree.scale.tensor().sum();
        loss.backward();
      }
    }
    assertThat(Tensors.toFloats(tree.scale.grad().orElseThrow())).containsExactly(2, 2);
    assertThat(parameters.named("fixed").orElseThrow().grad()).isEmpty();
    parameters.zeroGrad();
    assertThat(tree.scale.grad()).isEmpty();
  }

  @Test
  void aNameIsUsedOnce() {
    assertThatThrownBy(() ->
            new Block() {
              {
                parameter("a", 1);
                parameter("a", 1);
              }
            })
        .isInstanceOf(IllegalArgumentException.class);
  }
}
