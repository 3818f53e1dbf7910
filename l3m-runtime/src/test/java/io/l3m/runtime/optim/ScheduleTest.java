// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.l3m.runtime.golden.GoldenFiles;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares all schedules with recorded values of fvcore's and the original's. */
final class ScheduleTest {

  record Case(String name, JsonObject config, JsonArray where, JsonArray values) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() throws IOException {
    JsonObject file =
        GoldenFiles.json(GoldenFiles.resource("optim/schedulers.json")).getAsJsonObject();
    return file.getAsJsonArray("cases").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .filter(entry -> entry.has("values"))
        .filter(entry -> sumsToOne(entry.getAsJsonObject("config")))
        .map(entry ->
            new Case(
                entry.get("name").getAsString(),
                entry.getAsJsonObject("config"),
                file.getAsJsonArray("where"),
                entry.getAsJsonArray("values")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void givesTheRecordedValues(Case data) {
    if (missesAScaling(data.config())) {
      assertThat(catchThrowable(data.config())).isInstanceOf(IllegalArgumentException.class);
      return;
    }
    Schedule schedule = schedule(data.config());
    for (int i = 0; i < data.where().size(); i++) {
      JsonElement expected = data.values().get(i);
      if (expected.getAsJsonPrimitive().isNumber()) {
        double value = expected.getAsDouble();
        double where = data.where().get(i).getAsDouble();
        assertThat(schedule.at(where))
            .as("at %s", where)
            .isCloseTo(value, within(Math.abs(value) * 1e-12 + 1e-15));
      }
    }
  }

  @Test
  void checksWhatItIsGiven() {
    List<Schedule> one = List.of(ConstantParamScheduler.builder().value(1).build());
    assertRejected(() -> InvPowerScheduler.builder().startValue(1e-3).endValue(1e-2).build());
    assertRejected(() -> InvPowerScheduler.builder().startValue(1e-3).endValue(0).build());
    assertRejected(() ->
        MultiStepParamScheduler.builder()
            .values(1, 0.1, 0.01)
            .numUpdates(90)
            .milestones(60, 30)
            .build());
    assertRejected(() -> CompositeParamScheduler.builder().build());
    assertRejected(() ->
        CompositeParamScheduler.builder()
            .schedulers(one.get(0))
            .lengths(0.5, 0.5)
            .intervalScaling(IntervalScaling.FIXED)
            .build());
  }

  @Test
  void dividesLengthsByTheirSum() {
    Schedule schedule =
        CompositeParamScheduler.builder()
            .schedulers(
                ConstantParamScheduler.builder().value(1).build(),
                ConstantParamScheduler.builder().value(2).build())
            .lengths(500, 1500)
            .intervalScaling(IntervalScaling.RESCALED, IntervalScaling.RESCALED)
            .build();
    assertThat(schedule.at(0.24)).isEqualTo(1);
    assertThat(schedule.at(0.26)).isEqualTo(2);
  }

  /**
   * The original divides lengths by their sum before it makes a schedule, which is part of ours.
   */
  private static boolean sumsToOne(JsonObject config) {
    return !config.has("lengths")
        || Math.abs(Arrays.stream(numbers(config, "lengths")).sum() - 1) < 1e-9;
  }

  private static void assertRejected(org.assertj.core.api.ThrowableAssert.ThrowingCallable code) {
    org.assertj.core.api.Assertions.assertThatThrownBy(code)
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static boolean missesAScaling(JsonObject config) {
    return config.has("schedulers")
        && config.getAsJsonArray("schedulers").size()
            > config.getAsJsonArray("interval_scaling").size();
  }

  private static Throwable catchThrowable(JsonObject config) {
    return org.assertj.core.api.Assertions.catchThrowable(() -> schedule(config));
  }

  private static Schedule schedule(JsonObject config) {
    String target = config.get("_target_").getAsString();
    return switch (target.substring(target.lastIndexOf('.') + 1)) {
      case "LinearParamScheduler" ->
          LinearParamScheduler.builder()
              .startValue(number(config, "start_value"))
              .endValue(number(config, "end_value"))
              .build();
      case "CosineParamScheduler" ->
          CosineParamScheduler.builder()
              .startValue(number(config, "start_value"))
              .endValue(number(config, "end_value"))
              .build();
      case "HalfCosineParamScheduler" ->
          HalfCosineParamScheduler.builder()
              .startValue(number(config, "start_value"))
              .endValue(number(config, "end_value"))
              .build();
      case "InvPowerScheduler" -> invPower(config);
      case "ConstantParamScheduler" ->
          ConstantParamScheduler.builder().value(number(config, "value")).build();
      case "ExponentialParamScheduler" ->
          ExponentialParamScheduler.builder()
              .startValue(number(config, "start_value"))
              .decay(number(config, "decay"))
              .build();
      case "PolynomialDecayParamScheduler" ->
          PolynomialDecayParamScheduler.builder()
              .baseValue(number(config, "base_value"))
              .power(number(config, "power"))
              .build();
      case "StepParamScheduler" ->
          StepParamScheduler.builder().values(numbers(config, "values")).build();
      case "StepWithFixedGammaParamScheduler" ->
          StepWithFixedGammaParamScheduler.builder()
              .baseValue(number(config, "base_value"))
              .numDecays((long) number(config, "num_decays"))
              .gamma(number(config, "gamma"))
              .numUpdates((long) number(config, "num_updates"))
              .build();
      case "MultiStepParamScheduler" -> multiStep(config);
      case "CompositeParamScheduler" -> composite(config);
      default -> throw new IllegalArgumentException(target);
    };
  }

  private static Schedule invPower(JsonObject config) {
    InvPowerScheduler.Builder builder =
        InvPowerScheduler.builder()
            .startValue(number(config, "start_value"))
            .endValue(number(config, "end_value"));
    if (config.has("power")) {
      builder.power(number(config, "power"));
    }
    return builder.build();
  }

  private static Schedule multiStep(JsonObject config) {
    MultiStepParamScheduler.Builder builder =
        MultiStepParamScheduler.builder().values(numbers(config, "values"));
    if (config.has("num_updates")) {
      builder.numUpdates((long) number(config, "num_updates"));
    }
    if (config.has("milestones")) {
      builder.milestones(
          config.getAsJsonArray("milestones").asList().stream()
              .mapToLong(JsonElement::getAsLong)
              .toArray());
    }
    return builder.build();
  }

  private static Schedule composite(JsonObject config) {
    return CompositeParamScheduler.builder()
        .schedulers(
            config.getAsJsonArray("schedulers").asList().stream()
                .map(phase -> schedule(phase.getAsJsonObject()))
                .toArray(Schedule[]::new))
        .lengths(numbers(config, "lengths"))
        .intervalScaling(
            config.getAsJsonArray("interval_scaling").asList().stream()
                .map(text -> IntervalScaling.valueOf(text.getAsString().toUpperCase(Locale.ROOT)))
                .toArray(IntervalScaling[]::new))
        .build();
  }

  private static double number(JsonObject config, String key) {
    return config.get(key).getAsDouble();
  }

  private static double[] numbers(JsonObject config, String key) {
    return config.getAsJsonArray(key).asList().stream()
        .mapToDouble(JsonElement::getAsDouble)
        .toArray();
  }
}
