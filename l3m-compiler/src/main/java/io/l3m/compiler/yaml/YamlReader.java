// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.yaml;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.Origin;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.source.Span;
import io.l3m.compiler.yaml.ConfigNode.ErrorNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads YAML text into config nodes. SnakeYAML scans and parses; the nodes are made here, so no tag
 * in a config can ever name a class.
 */
public final class YamlReader {

  private final Problems problems;

  public YamlReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * The tree of a whole file; empty when there is nothing in it, or when the text as a whole could
   * not be read and that was reported. Faults of single values are reported and leave an {@link
   * ConfigNode.ErrorNode}.
   */
  public Optional<ConfigNode> read(SourceFile file) {
    return tree(file, 0);
  }

  /**
   * The value that an override argument gives from {@code begin} on; nothing there is null, and
   * what could not be read is an error node.
   */
  public ConfigNode readValue(SourceFile file, int begin) {
    Optional<ConfigNode> root = tree(file, begin);
    Origin origin = new Origin.Written(new Span(file, begin, file.text().length()));
    return root.orElseGet(() ->
        problems.hasErrorsIn(file)
            ? new ErrorNode(origin)
            : new ScalarNode(new ScalarValue.Null(), "", origin));
  }

  private Optional<ConfigNode> tree(SourceFile file, int begin) {
    if (reportControlCharacter(file, begin)) {
      return Optional.empty();
    }
    Places places = new Places(file, begin);
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE); // SourceReader bounds files, the system arguments
    options.setProcessComments(false);
    StreamReader reader = new StreamReader(file.text().substring(begin));
    Events events = new Events(new ParserImpl(reader, options), places, problems);
    Optional<ConfigNode> root = new TreeBuilder(events, places, problems).document();
    if (root.isPresent() && file.text().indexOf('\t', begin) >= 0) {
      StrayTabs.report(file, begin, events.texts(), problems);
    }
    return root;
  }

  private boolean reportControlCharacter(SourceFile file, int begin) {
    String text = file.text();
    for (int i = begin; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair = Character.isHighSurrogate(c) && text.codePointAt(i) > Character.MAX_VALUE;
      if (!pair && isUnprintable(c)) {
        problems
            .report(Code.CONTROL_CHARACTER, new Span(file, i, i + 1), (int) c)
            .hint("delete it; in double quotes it can be written as an escape");
        return true;
      }
      if (pair) {
        i++;
      }
    }
    return false;
  }

  /** What YAML 1.1 does not take. */
  private static boolean isUnprintable(char c) {
    if (c < ' ') {
      return c != '\t' && c != '\n' && c != '\r';
    }
    return (c >= 0x7F && c < 0xA0 && c != 0x85) || Character.isSurrogate(c) || c >= 0xFFFE;
  }
}
