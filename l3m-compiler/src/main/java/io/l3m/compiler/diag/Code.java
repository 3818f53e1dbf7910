// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.diag;

import java.util.Locale;

/**
 * Every message of the compiler, a line each. Numbers: 00xx files and YAML, 01xx assembly and
 * references, 02xx binding to the schema, 03xx data flow, 04xx shapes and dtypes, 05xx
 * optimisation, 06xx data, 07xx run and mesh. Sentence case, code in backticks, no full stop, the
 * value found and the value expected, never "invalid".
 */
public enum Code {
  FILE_NOT_FOUND(1, Severity.ERROR, "there is no file `%s`");

  private final int number;
  private final Severity severity;
  private final String template;

  Code(int number, Severity severity, String template) {
    this.number = number;
    this.severity = severity;
    this.template = template;
  }

  /** The stable name that people look up, {@code L3M0312}. */
  public String id() {
    return String.format(Locale.ROOT, "L3M%04d", number);
  }

  public Severity severity() {
    return severity;
  }

  String message(Object... arguments) {
    return String.format(Locale.ROOT, template, arguments);
  }
}
