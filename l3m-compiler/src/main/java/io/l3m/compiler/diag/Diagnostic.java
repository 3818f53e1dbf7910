// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.diag;

import io.l3m.compiler.source.Span;
import java.util.List;
import java.util.Optional;

/**
 * One problem.
 *
 * @param message one sentence, from the code's template
 * @param hint how to mend it, where there is more to say
 * @param suggestion the text that should stand there instead, where it is certain or likely
 * @param labels other places that belong to the problem
 */
public record Diagnostic(
    Code code,
    Severity severity,
    Span span,
    String message,
    Optional<String> hint,
    Optional<String> suggestion,
    List<Label> labels) {

  /** Another place that belongs to a problem, with what is to be known about it. */
  public record Label(Span span, String message) {}

  public Diagnostic {
    labels = List.copyOf(labels);
  }
}
