// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.source.Span;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The pattern of a metric on the heads of a probe search is one, and picks some of them. */
final class HeadPatternCheck implements Check {

  private static final Pattern HEAD = Pattern.compile("(?:^|\\.)heads\\.([^.]+)\\.");

  @Override
  public void inspect(CheckContext context, Problems problems) {
    Set<String> heads = new TreeSet<>();
    for (String name : context.parameterNames().orElse(List.of())) {
      Matcher head = HEAD.matcher(name);
      if (head.find()) {
        heads.add(head.group(1));
      }
    }
    for (BoundBlock block : context.experiment().blocks()) {
      block
          .argument("hparam_pattern")
          .ifPresent(pattern ->
              Values.text(pattern.value())
                  .ifPresent(text -> inspect(text, pattern.origin().span(), heads, problems)));
    }
  }

  private static void inspect(String text, Span place, Set<String> heads, Problems problems) {
    try {
      Pattern pattern = Pattern.compile(text);
      if (!heads.isEmpty() && heads.stream().noneMatch(head -> pattern.matcher(head).lookingAt())) {
        problems
            .report(Code.HEADS_UNMATCHED, place, text, heads.size())
            .hint("the first head is called " + heads.iterator().next());
      }
    } catch (PatternSyntaxException problem) {
      problems.report(
          Code.PATTERN_SYNTAX, place, text, problem.getDescription().toLowerCase(Locale.ROOT));
    }
  }
}
