// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinesTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.0000",
    "2.302585, 2.3026",
    "-0.5, -0.5000",
    "12345.678, 12345.6780",
    "0.00012, 1.200e-04",
    "-3e9, -3.000e+09",
    "NaN, NaN",
    "Infinity, Infinity"
  })
  void printsValuesShortly(double value, String expected) {
    assertThat(Lines.value(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, 0:00", "7.4, 0:07", "59.6, 1:00", "750, 12:30", "18131, 5:02:11"})
  void printsSpansAsAClock(double seconds, String expected) {
    assertThat(Lines.clock(seconds)).isEqualTo(expected);
  }

  @Test
  void saysWhatRuns() {
    RunStart run = new RunStart("digits", 203_594, 0, "cpu", 2, "run directory runs/a", 0, 10);
    assertThat(Lines.start(run))
        .isEqualTo("digits: 203,594 parameters on cpu (2 threads), run directory runs/a");
    RunStart resumed = new RunStart("digits", 10, 1_090, "cpu", 1, "run directory b", 1_200, 2_000);
    assertThat(Lines.start(resumed))
        .isEqualTo(
            "digits: 10 parameters and 1,090 frozen on cpu (1 thread), run directory b,"
                + " going on after step 1,200");
  }

  @Test
  void saysWhatAnEvaluationGave() {
    EvaluationReport report =
        new EvaluationReport(
            200, "val", 360, 0.42, List.of(new Scalar("loss", 0.3121), new Scalar("top1", 91.11)));
    assertThat(Lines.evaluation(report))
        .isEqualTo(
            "evaluation after step 200, val: loss 0.3121, top1 91.1100 (360 samples, 0.4 s)");
  }
}
