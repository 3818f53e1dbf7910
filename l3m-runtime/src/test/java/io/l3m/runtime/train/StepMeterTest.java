// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.l3m.runtime.log.EvaluationReport;
import io.l3m.runtime.log.RunLog;
import io.l3m.runtime.log.RunStart;
import io.l3m.runtime.log.StepReport;
import io.l3m.runtime.loss.LossValue;
import io.l3m.runtime.loss.Measure;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class StepMeterTest {

  private static final Device GPU = new Device(Device.Kind.CUDA, 0);

  private final List<StepReport> reports = new ArrayList<>();
  private long nanos;

  @Test
  void onAProcessorEachStepIsReadAtOnce() {
    StepMeter meter = meter(Device.CPU);
    step(meter, 1, 2f, 4f);
    assertThat(reports).hasSize(1);
    StepReport report = reports.getFirst();
    assertThat(report.loss()).isEqualTo(3);
    assertThat(report.gradientNorm()).isEqualTo(OptionalDouble.of(0.5));
    assertThat(report.measures())
        .singleElement()
        .satisfies(twice -> {
          assertThat(twice.name()).isEqualTo("twice");
          assertThat(twice.value()).isEqualTo(6);
        });
    assertThat(report.seconds()).isEqualTo(2);
  }

  @Test
  void aGpuIsLeftInPeaceForTenSteps() {
    StepMeter meter = meter(GPU);
    for (int step = 1; step <= 9; step++) {
      step(meter, step, step);
    }
    assertThat(reports).isEmpty();
    step(meter, 10, 10);
    assertThat(reports).extracting(StepReport::loss).startsWith(1.0, 2.0).endsWith(10.0);
    step(meter, 11, 11);
    meter.read();
    meter.read();
    assertThat(reports).extracting(StepReport::step).hasSize(11).endsWith(11L);
    assertThat(reports).extracting(StepReport::seconds).containsOnly(2.0);
  }

  @Test
  void timeSpentOtherwiseDoesNotCount() {
    StepMeter meter = meter(Device.CPU);
    nanos += 100_000_000_000L;
    meter.restart();
    step(meter, 1, 1);
    assertThat(reports.getFirst().seconds()).isEqualTo(2);
  }

  @Test
  void whatIsNoNumberIsFoundBeforeItReachesAParameter() {
    StepMeter meter = meter(Device.CPU);
    step(meter, 1, 1);
    assertThatThrownBy(() -> step(meter, 2, Float.POSITIVE_INFINITY))
        .isInstanceOf(RunFailure.class)
        .hasMessageContaining(
            "The loss of step 2 is Infinity (learning rate 0.100, after a loss of 1.000 and a"
                + " gradient norm of 0.5000 in step 1)");
    assertThatThrownBy(
            () -> {
              meter.begin(3, 0.1, 8);
              meter.gradientNorm(scalar(Float.NaN));
            })
        .hasMessageContaining("The gradient norm of step 3 is NaN");
  }

  @Test
  void onAGpuItIsFoundAtTheNextReading() {
    StepMeter meter = meter(GPU);
    step(meter, 1, 1);
    step(meter, 2, Float.NaN);
    step(meter, 3, 1);
    assertThatThrownBy(meter::read).hasMessageContaining("The loss of step 2 is NaN");
    assertThat(reports).hasSize(1);
  }

  private StepMeter meter(Device device) {
    return new StepMeter(new Reports(), device, () -> nanos);
  }

  private void step(StepMeter meter, long step, float... losses) {
    try (TensorScope scope = TensorScope.open()) {
      meter.begin(step, 0.1, 8);
      for (float loss : losses) {
        try (TensorScope inner = TensorScope.open()) {
          Tensor tensor = scalar(loss);
          meter.loss(
              new LossValue(tensor, List.of(new Measure("twice", tensor.add(tensor)))), inner);
        }
      }
      meter.gradientNorm(scalar(0.5f));
      nanos += 2_000_000_000L;
      meter.end(scope);
    }
  }

  private static Tensor scalar(float value) {
    return Tensors.ofFloats(new float[] {value});
  }

  private final class Reports implements RunLog {
    @Override
    public void started(RunStart run) {}

    @Override
    public void step(StepReport step) {
      reports.add(step);
    }

    @Override
    public void evaluated(EvaluationReport evaluation) {}

    @Override
    public void saved(long step, Path checkpoint) {}

    @Override
    public void note(String line) {}

    @Override
    public void close() {}
  }
}
