// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.schema;

import java.util.Optional;

/** The values of tokens. */
final class Literals {

  private Literals() {}

  /** The text between the quotes, escapes undone. */
  static String text(String token) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < token.length() - 1; i++) {
      if (token.charAt(i) == '\\') {
        i++;
      }
      text.append(token.charAt(i));
    }
    return text.toString();
  }

  /** Empty where the number does not fit into 64 bits. */
  static Optional<Long> integer(String token) {
    try {
      return Optional.of(Long.parseLong(token.replace("_", "")));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  static double real(String token) {
    return Double.parseDouble(token.replace("_", ""));
  }
}
