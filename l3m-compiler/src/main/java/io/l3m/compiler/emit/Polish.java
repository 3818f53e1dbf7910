// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.emit;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last touches to a printed file, towards google-java-format: one-line Javadoc, closed empty
 * bodies, air behind the head of a class. Every pattern spans a line end, so none can match inside
 * a string.
 */
final class Polish {

  private static final Pattern JAVADOC =
      Pattern.compile("(?m)^( *)/\\*\\*\\n *\\* ([^\\n]+)\\n *\\*/\\n");
  private static final Pattern EMPTY_BODY = Pattern.compile(" \\{\\n *\\}\\n");
  private static final Pattern HEAD =
      Pattern.compile("(?m)^((?:public |final )*(?:class|record) [^{]*\\{)\\n(?=  )");

  private static final Pattern BROKEN_RECORD =
      Pattern.compile("(?m)^(public record [^\\n{]*)\\n +([^\\n{]*\\)) (implements [^\\n]*\\{)\\n");

  private Polish() {}

  static String apply(String text) {
    String tidy = JAVADOC.matcher(text).replaceAll(Polish::javadoc);
    tidy = tidy.replace("= \n", "=\n");
    tidy = EMPTY_BODY.matcher(tidy).replaceAll(" {}\n");
    tidy = BROKEN_RECORD.matcher(tidy).replaceAll("$1 $2\n    $3\n");
    return HEAD.matcher(tidy).replaceAll("$1\n\n");
  }

  private static String javadoc(MatchResult found) {
    String line = found.group(1) + "/** " + found.group(2) + " */\n";
    return Matcher.quoteReplacement(line.length() <= JavaText.WIDTH + 1 ? line : found.group());
  }
}
