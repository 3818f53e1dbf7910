// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.loss.Criterion;
import io.l3m.runtime.loss.RunningMean;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What a criterion remembers at a moment.
 *
 * @param means the running means that have begun
 */
record LossMemory(Map<String, Double> means) {

  LossMemory {
    means = new TreeMap<>(means);
  }

  static LossMemory of(Criterion<?, ?> criterion) {
    Map<String, Double> means = new TreeMap<>();
    criterion
        .runningMeans()
        .forEach((name, mean) -> mean.value().ifPresent(value -> means.put(name, value)));
    return new LossMemory(means);
  }

  /** Lets a criterion remember this and nothing else. */
  void giveTo(Criterion<?, ?> criterion) {
    criterion.runningMeans().forEach(this::giveTo);
  }

  private void giveTo(String name, RunningMean mean) {
    Double value = means.get(name);
    mean.restore(value == null ? OptionalDouble.empty() : OptionalDouble.of(value));
  }

  /** Tells in a line which means of a criterion begin anew after so many steps. */
  void tellWhatIsMissing(Criterion<?, ?> criterion, Consumer<String> note) {
    TreeSet<String> missing = new TreeSet<>(criterion.runningMeans().keySet());
    missing.removeAll(means.keySet());
    if (!missing.isEmpty()) {
      note.accept(
          "the checkpoint does not hold the running mean of `%s`: it begins anew"
              .formatted(String.join("`, `", missing)));
    }
  }
}
