// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.source.Span;
import io.l3m.compiler.yaml.ConfigNode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An argument of the command line that changes the config.
 *
 * @param action what it does to the place that {@code path} names
 * @param value the new value; for a deletion nothing that matters
 */
record ConfigOverride(SourceFile argument, Action action, List<Step> path, ConfigNode value) {

  /** What an override does. */
  enum Action {
    /** {@code a.b=c}. */
    SET,
    /** {@code +a.b=c}, where there is no {@code a.b} yet. */
    ADD,
    /** {@code ~a.b}. */
    DELETE
  }

  /** One name of a path, with its place in the argument. */
  record Step(String name, Span span) {}

  ConfigOverride {
    path = List.copyOf(path);
  }

  /** The place of the whole path in the argument. */
  Span pathSpan() {
    return new Span(argument, path.getFirst().span().start(), path.getLast().span().end());
  }

  /** The first names of the path, as people write them. */
  String prefix(int length) {
    return path.stream().limit(length).map(Step::name).collect(Collectors.joining("."));
  }

  String fullPath() {
    return prefix(path.size());
  }
}
