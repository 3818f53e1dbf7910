// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.source;

import java.util.List;

/** Why a value is what it is. */
public sealed interface Origin {

  /** The place that a report about the value points to. */
  Span span();

  /** The place where the value itself is written, behind all references. */
  default Span source() {
    return span();
  }

  /** Written there, in the experiment, in the defaults, or in an override argument. */
  record Written(Span span) implements Origin {}

  /** Written as a reference at {@code span}; the value comes from {@code target}. */
  record Referenced(Span span, Origin target) implements Origin {
    @Override
    public Span source() {
      return target.source();
    }
  }

  /** Computed at {@code span} from other values: text with references in it, or a function call. */
  record Computed(Span span, List<Origin> operands) implements Origin {
    public Computed {
      operands = List.copyOf(operands);
    }
  }

  /** Written at {@code replaced}, then replaced by the command-line override at {@code span}. */
  record Overridden(Span span, Span replaced) implements Origin {}

  /** Not written anywhere: the default of the schema for the block or section at {@code span}. */
  record Implied(Span span) implements Origin {}
}
