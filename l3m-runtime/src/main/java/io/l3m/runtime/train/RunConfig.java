// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The config of a run as {@code config.yaml} keeps it: references resolved, a value a line, and
 * behind it a comment that says where it was written.
 *
 * @param values by path, in the order of the file
 */
record RunConfig(Map<String, Leaf> values) {

  private static final int MOST = 40;

  /** What the checkpoint says instead, or what speaks of first values only. */
  private static final Pattern WITHOUT_EFFECT =
      Pattern.compile(
          "experiment\\.(seed|start_iteration|resume|ignore_resume_iteration)|model\\.checkpoint.*");

  /** What decides which samples a batch has. */
  private static final Pattern ORDER =
      Pattern.compile(
          "data\\.train\\.(?!.*(transform|num_workers|pin_memory|prefetch|persistent)).*");

  /**
   * A value.
   *
   * @param text as the config writes it
   * @param origin where it was written; may be empty
   */
  record Leaf(String text, String origin) {}

  RunConfig {
    values = new LinkedHashMap<>(values);
  }

  /** Reads what l3m wrote; what is in no form of l3m's is passed over. */
  static RunConfig of(String text) {
    return new RunConfig(new RunConfigReader().read(text));
  }

  /** Whether all values are the same, wherever they were written. */
  boolean hasValuesOf(RunConfig other) {
    return pathsThatDiffer(other).isEmpty();
  }

  /**
   * What is no longer as it was, a line each; empty if nothing is.
   *
   * @param step up to which the earlier config was used
   */
  List<String> changesSince(RunConfig earlier, long step) {
    Set<String> paths = pathsThatDiffer(earlier);
    if (paths.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add("the config has changed since step %d; from here on it is".formatted(step));
    paths.stream().limit(MOST).forEach(path -> lines.add(change(path, earlier)));
    if (paths.size() > MOST) {
      lines.add("  and %d changes more".formatted(paths.size() - MOST));
    }
    if (paths.stream().anyMatch(path -> ORDER.matcher(path).matches())) {
      lines.add(
          "  the place in the data is kept as a number of batches: samples may come twice, or not,"
              + " until all have been through once");
    }
    return lines;
  }

  private Set<String> pathsThatDiffer(RunConfig earlier) {
    Set<String> paths = new LinkedHashSet<>(earlier.values.keySet());
    paths.addAll(values.keySet());
    paths.removeIf(path -> text(path).equals(earlier.text(path)));
    return paths;
  }

  private Optional<String> text(String path) {
    return Optional.ofNullable(values.get(path)).map(Leaf::text);
  }

  private String change(String path, RunConfig earlier) {
    String origin =
        Optional.ofNullable(values.get(path))
            .map(leaf -> leaf.origin().replaceFirst(", instead of .*", "")) // that is the old one
            .orElse("");
    return "  %s: %s → %s%s%s"
        .formatted(
            path,
            earlier.text(path).orElse("not there"),
            text(path).orElse("not there"),
            origin.isEmpty() ? "" : "  (" + origin + ")",
            WITHOUT_EFFECT.matcher(path).matches() ? ", of no effect on a run that goes on" : "");
  }
}
