// SPDX-License-Identifier: Apache-2.0
package io.l3m.golden;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.l3m.runtime.block.Model;
import io.l3m.runtime.block.Parameters;
import io.l3m.runtime.data.BoolArray;
import io.l3m.runtime.data.FloatArray;
import io.l3m.runtime.data.HostArray;
import io.l3m.runtime.data.LongArray;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bytedeco.pytorch.Tensor;

/** Initialises the emitted model of a case and compares the values, or what is known of them. */
final class InitRun {

  /**
   * Truncated normal values go through {@code erfinv}, which is libtorch's own here and Intel's
   * vector library's in the recording: the last bit may differ.
   */
  private static final double UNITS = 1;

  private static final double TABLE_TOLERANCE = 1e-6;

  private final BlockCase recorded;
  private final CaseProgram program;
  private final ClassLoader loader;
  private final Comparison comparison;

  InitRun(BlockCase recorded, CaseProgram program, ClassLoader loader) {
    this.recorded = recorded;
    this.program = program;
    this.loader = loader;
    this.comparison = new Comparison(recorded.expect());
  }

  Verdict verdict() throws ReflectiveOperationException {
    if (recorded.kind().equals("init-stats")) {
      withValues(recorded.expect().get("seed").getAsLong(), this::statistics);
    } else {
      for (JsonElement seed : recorded.expect().getAsJsonArray("seeds")) {
        Map<String, HostArray> wanted = recorded.part("init." + seed.getAsLong() + ".");
        withValues(seed.getAsLong(), found -> exact(found, wanted));
      }
    }
    Verdict verdict = Verdict.of(comparison);
    return comparison.unequal() == 0
        ? verdict
        : verdict.noting(
            "%d initial values differ by one unit in the last place (`erfinv`)"
                .formatted(comparison.unequal()));
  }

  private interface Look {
    void at(Map<String, Tensor> values);
  }

  private void withValues(long seed, Look look) throws ReflectiveOperationException {
    try (TensorScope scope = TensorScope.open()) {
      Model<?, ?> model =
          (Model<?, ?>)
              loader.loadClass(program.className("CaseModel")).getConstructor().newInstance();
      Parameters parameters = Parameters.of(model);
      parameters.allocate(Device.CPU);
      parameters.initialise(seed);
      Map<String, Tensor> values = new LinkedHashMap<>();
      String prefix = program.experiment().prefix();
      parameters
          .stateDict()
          .forEach(entry -> values.put(entry.name().substring(prefix.length()), entry.tensor()));
      parameters
          .transients()
          .forEach(entry ->
              values.put(
                  "(nonpersistent)" + entry.name().substring(prefix.length()), entry.tensor()));
      look.at(values);
    }
  }

  private void exact(Map<String, Tensor> found, Map<String, HostArray> wanted) {
    names(found, wanted.keySet());
    wanted.forEach((name, values) -> {
      Tensor tensor = found.get(name);
      if (tensor != null) {
        comparison.exact(name, Arrays.equals(Tensors.shape(tensor), values.shape()), "the shape");
        switch (values) {
          case FloatArray floats -> comparison.units(name, tensor, floats.values(), UNITS);
          case LongArray longs -> comparison.tensor(name, tensor, longs);
          case BoolArray bools -> comparison.tensor(name, tensor, bools);
        }
      }
    });
  }

  private void names(Map<String, Tensor> found, Set<String> wantedNames) {
    Set<String> persistent = new TreeSet<>(found.keySet());
    persistent.removeIf(InitRun::isTransient);
    Set<String> wanted = new TreeSet<>(wantedNames);
    wanted.removeIf(InitRun::isTransient);
    if (!persistent.equals(wanted)) {
      comparison.fault("the names are %s instead of %s".formatted(persistent, wanted));
    }
  }

  /** What no checkpoint holds may be kept otherwise here, or not at all. */
  private static boolean isTransient(String name) {
    return name.startsWith("(");
  }

  private void statistics(Map<String, Tensor> found) {
    JsonObject wanted = recorded.expect().getAsJsonObject("params");
    names(found, wanted.keySet());
    wanted
        .asMap()
        .forEach((name, entry) -> {
          Tensor tensor = found.get(name);
          if (tensor != null) {
            statistics(name, tensor, entry.getAsJsonObject());
          }
        });
  }

  /** Mean and deviation as the formula has them, smallest and largest as in the recording. */
  private void statistics(String name, Tensor tensor, JsonObject wanted) {
    long[] shape =
        wanted.getAsJsonArray("shape").asList().stream()
            .mapToLong(JsonElement::getAsLong)
            .toArray();
    comparison.exact(name, Arrays.equals(shape, Tensors.shape(tensor)), "the shape");
    double[] values = Tensors.toDoubles(tensor);
    double mean = Arrays.stream(values).average().orElse(0);
    double variance =
        Arrays.stream(values).map(value -> (value - mean) * (value - mean)).average().orElse(0);
    boolean table = !wanted.has("expected_mean");
    comparison.within(
        name + " mean",
        mean,
        number(wanted, table ? "mean" : "expected_mean"),
        table ? TABLE_TOLERANCE : number(wanted, "mean_tol"));
    comparison.within(
        name + " deviation",
        Math.sqrt(variance),
        number(wanted, table ? "std" : "expected_std"),
        table ? TABLE_TOLERANCE : number(wanted, "std_tol") + 1e-9);
    for (String extreme : new String[] {"min", "max"}) {
      double found =
          Arrays.stream(values).reduce(extreme.equals("min") ? Math::min : Math::max).orElse(0);
      float recordedValue = (float) number(wanted, extreme);
      comparison.within(
          name + " " + extreme, found, recordedValue, UNITS * Math.ulp(recordedValue));
    }
  }

  private static double number(JsonObject entry, String name) {
    return entry.has(name) && !entry.get(name).isJsonNull() ? entry.get(name).getAsDouble() : 0;
  }
}
