// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.yaml;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.source.Span;
import java.util.List;

/**
 * Finds tabs outside quotes, blocks of text and comments. SnakeYAML takes some of them for spaces,
 * PyYAML takes none.
 */
final class StrayTabs {

  private StrayTabs() {}

  /**
   * Reports the first stray tab of each line.
   *
   * @param texts the quoted and block scalars, in their order
   */
  static void report(SourceFile file, int begin, List<Span> texts, Problems problems) {
    String source = file.text();
    int next = 0;
    for (int at = begin; at < source.length(); at++) {
      while (next < texts.size() && texts.get(next).end() <= at) {
        next++;
      }
      boolean inText = next < texts.size() && texts.get(next).start() <= at;
      if (inText) {
        at = texts.get(next).end() - 1;
      } else if (source.charAt(at) == '\t') {
        report(file, at, problems);
        at = file.lineEnd(file.line(at)) - 1;
      } else if (source.charAt(at) == '#' && beginsComment(source, at)) {
        at = file.lineEnd(file.line(at)) - 1;
      }
    }
  }

  static void report(SourceFile file, int at, Problems problems) {
    problems.report(Code.YAML_TAB, new Span(file, at, at + 1)).hint("replace the tab by spaces");
  }

  private static boolean beginsComment(String source, int at) {
    return at == 0 || " \t\r\n".indexOf(source.charAt(at - 1)) >= 0;
  }
}
