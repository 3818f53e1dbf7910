// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.schema;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.NameGuess;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The names that the expressions of one entry may use, and the checks on their use. */
final class Scope {

  private final Map<String, ValueType> parameters = new HashMap<>();
  private final Set<String> lets = new HashSet<>();
  private final Deque<String> indices = new ArrayDeque<>();
  private final Problems problems;

  Scope(Problems problems) {
    this.problems = problems;
  }

  void declareParameter(String name, ValueType type, Span span) {
    if (parameters.putIfAbsent(name, type) != null) {
      problems.report(Code.CATALOGUE_NAME_TWICE, span, name);
    }
  }

  void declareLet(String name, Span span) {
    if (parameters.containsKey(name) || !lets.add(name)) {
      problems.report(Code.CATALOGUE_NAME_TWICE, span, name);
    }
  }

  void enter(String index, Span span) {
    if (parameters.containsKey(index) || lets.contains(index) || indices.contains(index)) {
      problems.report(Code.CATALOGUE_NAME_TWICE, span, index);
    }
    indices.push(index);
  }

  void leave() {
    indices.pop();
  }

  boolean knows(String name) {
    return parameters.containsKey(name) || lets.contains(name) || indices.contains(name);
  }

  Optional<ValueType> type(String parameter) {
    return Optional.ofNullable(parameters.get(parameter));
  }

  /** A name in an expression: declared, or a free size, which starts with a capital letter. */
  void use(String name, boolean freeAllowed, Span span) {
    if (knows(name)) {
      return;
    }
    if (!isFree(name)) {
      Set<String> known = new HashSet<>(parameters.keySet());
      known.addAll(lets);
      propose(problems.report(Code.CATALOGUE_UNKNOWN_NAME, span, name), known, name);
    } else if (!freeAllowed) {
      problems.report(Code.CATALOGUE_FREE_SIZE, span, name);
    }
  }

  /** A parameter that has to be of some kind where it is named. */
  void useParameter(String name, String kind, Predicate<ValueType> fits, Span span) {
    ValueType type = parameters.get(name);
    if (type == null) {
      propose(
          problems.report(Code.CATALOGUE_UNKNOWN_PARAMETER, span, name), parameters.keySet(), name);
    } else if (!fits.test(type)) {
      problems.report(Code.CATALOGUE_PARAMETER_KIND, span, name, kind);
    }
  }

  private static void propose(Problems.Report report, Set<String> known, String name) {
    report.suggest(NameGuess.among(known, name));
  }

  static boolean isFree(String name) {
    return Character.isUpperCase(name.charAt(0));
  }
}
