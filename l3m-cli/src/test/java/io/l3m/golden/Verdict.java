// SPDX-License-Identifier: Apache-2.0
package io.l3m.golden;

/**
 * What became of a case.
 *
 * @param worst the largest difference as a share of what is allowed
 * @param words why it is not simply passed; the codes of a refusal
 */
record Verdict(Outcome outcome, double worst, String words) {

  /** From best to worst. */
  enum Outcome {
    PASSED,
    /** The compiler says that it is an error, and the original has that defect. */
    REFUSED,
    /** The runtime has no class for it yet: {@code CatalogConformanceTest} lists these. */
    LACKING,
    FAILED
  }

  static Verdict passed(double worst) {
    return new Verdict(Outcome.PASSED, worst, "");
  }

  /** The same, with something to know about a case that passed. */
  Verdict noting(String text) {
    return outcome == Outcome.PASSED && !text.isEmpty() ? new Verdict(outcome, worst, text) : this;
  }

  static Verdict refused(String codes) {
    return new Verdict(Outcome.REFUSED, 0, codes);
  }

  static Verdict lacking(String javaClass) {
    return new Verdict(Outcome.LACKING, 0, javaClass);
  }

  static Verdict failed(String why) {
    return new Verdict(Outcome.FAILED, 0, why);
  }

  static Verdict of(Comparison comparison) {
    if (comparison.compared() == 0) {
      return failed("nothing was compared");
    }
    return comparison.faults().isEmpty()
        ? passed(comparison.worst())
        : new Verdict(Outcome.FAILED, comparison.worst(), String.join("; ", comparison.faults()));
  }
}
