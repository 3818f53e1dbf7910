// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.l3m.runtime.loss.LossValue;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExperimentTest {

  interface Change extends Consumer<Experiment.Builder<Points, Tensor>> {}

  @ParameterizedTest(name = "{1}")
  @MethodSource("wrong")
  void namesTheOptionThatIsWrong(Change change, String message) {
    Experiment.Builder<Points, Tensor> builder = Tiny.experiment();
    change.accept(builder);
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong(b -> b.totalIterations(0), "`total_iterations` is 0; it must be 1 or more"),
        wrong(b -> b.startIteration(-1), "`start_iteration` is -1; it must be 0 or more"),
        wrong(b -> b.testFrequency(0), "`test_frequency` is 0; it must be 1 or more"),
        wrong(b -> b.ckptSaveFreq(-2), "`ckpt_save_freq` is -2; it must be 1 or more"),
        wrong(
            b -> b.gradientAccumulationSteps(0),
            "`gradient_accumulation_steps` is 0; it must be 1 or more"),
        wrong(b -> b.gradClip(-1), "`grad_clip` is -1.0; it must be 0 or more"),
        wrong(b -> b.gradClip(Double.NaN), "`grad_clip` is NaN; it must be 0 or more"),
        wrong(
            b -> b.dtype("int8"),
            "`dtype` is `int8`; it must be `bfloat16`, `float16` or `float32`"),
        wrong(b -> b.device("tpu"), "`tpu` is not a device; write `cpu`, `cuda` or `cuda:1`"));
  }

  private static Arguments wrong(Change change, String message) {
    return Arguments.of(change, message);
  }

  @Test
  void namesThePartThatIsMissing() {
    assertThatThrownBy(() -> Experiment.<Points, Tensor>builder().name("x").build())
        .hasMessage("An experiment needs its `model`");
  }

  @Test
  void anEvaluationNeedsNoOptimiser() {
    Experiment<Points, Tensor> experiment =
        Experiment.<Points, Tensor>builder()
            .name("x")
            .model(() -> new Line(3, 0))
            .data(Tiny.data(new Tiny.PointSet(8, index -> {})))
            .loss((batch, outputs) -> new LossValue(outputs, List.of()))
            .eval(true)
            .build();
    assertThat(experiment.optimisation()).isEmpty();
  }
}
