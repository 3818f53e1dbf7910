// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonlLogTest {

  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void chooseFile() {
    file = folder.resolve("metrics.jsonl");
  }

  @Test
  void aStepIsOneObjectWithExactNumbers() throws IOException {
    double loss = 2.2965519428253174;
    try (JsonlLog log = JsonlLog.open(file, 0)) {
      log.step(
          new StepReport(
              1, loss, 1e-7, OptionalDouble.of(0.5), 8, 2, List.of(new Scalar("llm_loss", 1.5))));
      log.step(new StepReport(2, loss, 1e-3, OptionalDouble.empty(), 8, 2, List.of()));
    }
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(2);
    JsonObject first = JsonParser.parseString(lines.get(0)).getAsJsonObject();
    assertThat(first.keySet())
        .containsExactly("step", "loss", "lr", "grad_norm", "samples_per_second", "llm_loss");
    assertThat(first.get("loss").getAsDouble()).isEqualTo(loss);
    assertThat(first.get("samples_per_second").getAsDouble()).isEqualTo(4);
    assertThat(lines.get(1)).doesNotContain("grad_norm");
  }

  @Test
  void anEvaluationNamesItsSetAndMayHoldWhatIsNoNumber() throws IOException {
    try (JsonlLog log = JsonlLog.open(file, 0)) {
      log.evaluated(
          new EvaluationReport(5, "a \"b\"", 360, 0.5, List.of(new Scalar("loss", Double.NaN))));
    }
    assertThat(Files.readString(file))
        .isEqualTo(
            "{\"step\":5,\"dataset\":\"a \\\"b\\\"\",\"samples\":360,\"seconds\":0.5,"
                + "\"loss\":null}\n");
  }

  @Test
  void resumingDropsWhatComesAfterTheCheckpoint() throws IOException {
    try (JsonlLog log = JsonlLog.open(file, 0)) {
      for (int step = 1; step <= 4; step++) {
        log.step(new StepReport(step, 1, 1, OptionalDouble.empty(), 1, 1, List.of()));
        if (step % 2 == 0) {
          log.evaluated(new EvaluationReport(step, "val", 1, 1, List.of()));
        }
      }
    }
    Files.writeString(file, "{\"step\":5,\"lo", StandardOpenOption.APPEND); // killed in mid-line
    JsonlLog.open(file, 4).close();
    assertThat(steps()).containsExactly("1", "2", "2 val", "3", "4");
    try (JsonlLog log = JsonlLog.open(file, 2)) {
      log.step(new StepReport(3, 1, 1, OptionalDouble.empty(), 1, 1, List.of()));
    }
    assertThat(steps()).containsExactly("1", "2", "3");
    assertThat(folder).isDirectoryContaining(entry -> entry.equals(file));
    try (var entries = Files.list(folder)) {
      assertThat(entries).hasSize(1);
    }
  }

  @Test
  void aDamagedLineCostsNoOther() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int step = 1; step <= 5; step++) {
      lines.append(step == 2 ? "{\"step\":\u0000\n" : "{\"step\":" + step + ",\"loss\":1}\n");
    }
    Files.writeString(file, lines + "\u0000\u0000");
    try (JsonlLog log = JsonlLog.open(file, 4)) {
      assertThat(log.lastStep()).isEqualTo(4);
    }
    assertThat(Files.readAllLines(file)).hasSize(4);
  }

  private List<String> steps() throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .map(line ->
            line.get("step").getAsString()
                + (line.has("dataset") ? " " + line.get("dataset").getAsString() : ""))
        .toList();
  }
}
