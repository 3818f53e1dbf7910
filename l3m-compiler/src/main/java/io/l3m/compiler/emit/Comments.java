// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.emit;

/**
 * Text of a config inside comments. Java reads {@code \}{@code u000a} as a line end even there, so
 * names of files and data keys must not reach a comment as they are.
 */
final class Comments {

  private Comments() {}

  /** For a comment up to the end of its line. */
  static String line(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", " ").replace("\\", "\\\\");
  }

  /** For a Javadoc. */
  static String javadoc(String text) {
    return line(text).replace("*/", "*\u2215").replace("/*", "\u2215*");
  }
}
