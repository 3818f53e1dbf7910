// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.l3m.compiler.CompileResult;
import io.l3m.runtime.optim.Schedule;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares schedules that the compiler emits for recorded configs with the recorded values. */
final class RecordedSchedulesTest {

  private static final List<Case> CASES = new ArrayList<>();

  @TempDir private static Path work;

  private static URLClassLoader loader = new URLClassLoader(new URL[0]);

  record Case(JsonObject recorded, JsonArray where, CompileResult program) {

    @Override
    public String toString() {
      return recorded.get("name").getAsString();
    }

    /** Whether the original fails, when it makes the schedule or in the midst of the run. */
    boolean fails() {
      return recorded.has("construct_error")
          || StreamSupport.stream(recorded.getAsJsonArray("values").spliterator(), false)
              .limit(where.size() - 1) // no run asks for the value at its end
              .anyMatch(value -> !value.getAsJsonPrimitive().isNumber());
    }

    /** The original divides lengths by their sum before, so no run meets these figures. */
    boolean hasOddLengths() {
      JsonElement lengths = recorded.getAsJsonObject("config").get("lengths");
      return lengths != null
          && Math.abs(
                  lengths.getAsJsonArray().asList().stream()
                          .mapToDouble(JsonElement::getAsDouble)
                          .sum()
                      - 1)
              > 1e-9;
    }
  }

  @BeforeAll
  static void compile() throws IOException {
    for (JsonObject file : RecordedOptim.files("schedulers.json")) {
      for (JsonElement element : file.getAsJsonArray("cases")) {
        JsonObject optim = new JsonObject();
        optim.add("scheduler", element.getAsJsonObject().get("config"));
        CompileResult program =
            new SmallExperiment().optim(optim).compile(work, "case" + CASES.size());
        CASES.add(new Case(element.getAsJsonObject(), file.getAsJsonArray("where"), program));
      }
    }
    loader.close();
    loader =
        SmallExperiment.load(CASES.stream().map(Case::program).toList(), work.resolve("classes"));
  }

  @AfterAll
  static void close() throws IOException {
    loader.close();
    CASES.clear();
  }

  static Stream<Case> working() {
    return CASES.stream().filter(found -> !found.fails() && !found.hasOddLengths());
  }

  static Stream<Case> failing() {
    return CASES.stream().filter(found -> found.fails() && !found.hasOddLengths());
  }

  @ParameterizedTest
  @DisplayName("has the recorded values")
  @MethodSource("working")
  void hasTheRecordedValues(Case recorded) throws Exception {
    assertThat(SmallExperiment.errors(recorded.program())).isEmpty();
    Schedule schedule =
        SmallExperiment.optim(loader, recorded.program(), "schedule", Schedule.class);
    JsonArray values = recorded.recorded().getAsJsonArray("values");
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).getAsJsonPrimitive().isNumber()) {
        double expected = values.get(i).getAsDouble();
        double where = recorded.where().get(i).getAsDouble();
        assertThat(schedule.at(where))
            .as("at %s", where)
            .isCloseTo(expected, within(Math.abs(expected) * 1e-12 + 1e-15));
      }
    }
  }

  @ParameterizedTest
  @DisplayName("is refused where the original fails")
  @MethodSource("failing")
  void isRefused(Case recorded) {
    assertThat(SmallExperiment.errors(recorded.program())).isNotEmpty();
  }

  @Test
  @DisplayName(
      "PyTorch's cosine begins at the optimiser's rate, a step ahead, equal for all groups")
  void cosineOfPyTorch() throws Exception {
    JsonObject optim =
        RecordedOptim.parse(
            """
            {"scheduler_type": "torch",
             "scheduler": {"_target_": "torch.optim.lr_scheduler.CosineAnnealingLR",
                           "_partial_": true, "eta_min": 0.01},
             "optimizer": {"_target_": "torch.optim.SGD", "_partial_": true, "lr": 0.5,
                           "weight_decay": 0}}
            """);
    CompileResult program = new SmallExperiment().optim(optim).compile(work, "torch");
    assertThat(SmallExperiment.errors(program)).isEmpty();
    try (URLClassLoader own = SmallExperiment.load(List.of(program), work.resolve("torch"))) {
      Schedule schedule = SmallExperiment.optim(own, program, "schedule", Schedule.class);
      assertThat(schedule.scalesGroups()).isFalse();
      // computed by PyTorch 2.13, whose scheduler is asked to move on before each of 8 steps
      double[] expected = {
        0.48135048546526527,
        0.4282411613907041,
        0.34875744092944705,
        0.255,
        0.16124255907055302,
        0.08175883860929586,
        0.02864951453473475,
        0.01
      };
      for (int step = 0; step < expected.length; step++) {
        assertThat(schedule.at(step, expected.length)).isCloseTo(expected[step], within(1e-12));
      }
    }
  }
}
