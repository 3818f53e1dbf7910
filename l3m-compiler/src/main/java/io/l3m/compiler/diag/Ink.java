// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.diag;

/** Colours of a terminal, or none. */
record Ink(boolean colours) {

  String of(Severity severity, String text) {
    return switch (severity) {
      case ERROR -> paint("1;31", text);
      case WARNING -> paint("1;33", text);
    };
  }

  String bold(String text) {
    return paint("1", text);
  }

  /** For the frame around lines of a config. */
  String frame(String text) {
    return paint("34", text);
  }

  /** For what belongs to a problem and is not its place. */
  String related(String text) {
    return paint("36", text);
  }

  private String paint(String code, String text) {
    return colours && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
