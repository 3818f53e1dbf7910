// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import io.l3m.compiler.Analysis;
import io.l3m.compiler.check.ModuleTree;
import io.l3m.compiler.graph.Evaluator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The modules that a config picks by paths or by classes, to be spread or computed again one by
 * one. The path of a list of modules stands for each of its modules.
 */
final class ModuleGroups {

  private final List<Pattern> picked;

  private ModuleGroups(List<Pattern> picked) {
    this.picked = picked;
  }

  /**
   * The modules that two keys of {@code experiment.fsdp} pick.
   *
   * @param template the key with paths
   * @param classes the key with names of classes
   */
  static ModuleGroups of(Analysis analysis, RunKeys keys, String template, String classes) {
    List<Pattern> picked = new ArrayList<>();
    for (String path : keys.texts("experiment.fsdp", template)) {
      picked.add(pattern(path, "(?:\\.\\d+)?"));
    }
    List<String> names = keys.texts("experiment.fsdp", classes);
    if (!names.isEmpty() && analysis.experiment().model().isPresent()) {
      ModuleTree tree =
          ModuleTree.of(analysis.experiment().model().get(), new Evaluator(analysis.catalog()));
      names.forEach(name -> tree.pathsOf(name).forEach(path -> picked.add(pattern(path, ""))));
    }
    return new ModuleGroups(picked);
  }

  /** No modules. */
  static ModuleGroups none() {
    return new ModuleGroups(List.of());
  }

  /** Numbers in a path stand for all numbers, since repeats are alike. */
  private static Pattern pattern(String path, String end) {
    return Pattern.compile(
        Stream.of(path.split("\\.", -1))
            .map(part -> part.matches("\\d+") ? "\\d+" : Pattern.quote(part))
            .collect(Collectors.joining("\\.", "(", end + ")\\..*")));
  }

  /** The innermost of the picked modules that a parameter is in. */
  Optional<String> of(String parameter) {
    return picked.stream()
        .map(pattern -> pattern.matcher(parameter))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .max(Comparator.comparingInt(String::length));
  }
}
