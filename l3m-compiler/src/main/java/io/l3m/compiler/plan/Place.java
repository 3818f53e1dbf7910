// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import io.l3m.compiler.source.Origin;
import io.l3m.compiler.source.Span;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A line of a file, for the comments of the emitted program.
 *
 * @param file the name that reports show; {@code override 2} for an argument of the command line
 * @param line from 1; empty for an override
 */
public record Place(String file, OptionalInt line) {

  /** The line that a value is written on, or empty for the default of a schema. */
  static Optional<Place> of(Origin origin) {
    return switch (origin) {
      case Origin.Implied implied -> Optional.empty();
      case Origin.Written written -> Optional.of(of(written.span()));
      case Origin.Referenced referenced -> Optional.of(of(referenced.span()));
      case Origin.Computed computed -> Optional.of(of(computed.span()));
      case Origin.Overridden overridden -> Optional.of(of(overridden.span()));
    };
  }

  private static Place of(Span span) {
    boolean argument = span.file().overrideIndex().isPresent();
    return new Place(
        span.file().name(), argument ? OptionalInt.empty() : OptionalInt.of(span.line()));
  }
}
