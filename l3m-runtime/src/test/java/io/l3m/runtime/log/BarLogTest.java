// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BarLogTest {

  @Test
  void linesScrollAwayAboveABarThatFitsTheTerminal() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        BarLog log = new BarLog(out, 100, System::nanoTime)) {
      log.started(new RunStart("a", 7, 0, "cpu", 1, "here", 4, 10));
      log.step(new StepReport(5, 2.5, 1e-3, OptionalDouble.empty(), 64, 1, List.of()));
      log.evaluated(new EvaluationReport(5, "val", 1, 1, List.of(new Scalar("loss", 1))));
      log.step(new StepReport(10, 1.25, 1e-3, OptionalDouble.empty(), 64, 1, List.of()));
    }
    List<String> drawn =
        List.of(bytes.toString(StandardCharsets.UTF_8).split("\r\u001b\\[K|\n", -1));
    assertThat(drawn).first().asString().startsWith("a: 7 parameters");
    assertThat(drawn).anyMatch(line -> line.startsWith("evaluation after step 5, val"));
    assertThat(drawn).anyMatch(line -> line.contains("10/10") && line.contains("loss 1.2500"));
    assertThat(drawn).allMatch(line -> line.length() <= 99);
  }
}
