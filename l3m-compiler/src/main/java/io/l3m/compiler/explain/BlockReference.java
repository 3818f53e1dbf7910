// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import io.l3m.compiler.diag.NameGuess;
import io.l3m.compiler.diag.Severity;
import io.l3m.compiler.schema.BlockCatalog;
import io.l3m.compiler.schema.BlockSchema;
import io.l3m.compiler.schema.Parameter;
import io.l3m.compiler.schema.Port;
import io.l3m.compiler.schema.SectionSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The reference of all blocks and sections, in Markdown. */
public final class BlockReference {

  private static final int GUESSES = 5;

  private final BlockCatalog catalog;

  public BlockReference(BlockCatalog catalog) {
    this.catalog = catalog;
  }

  // ---- the page

  /** The whole page: sections first, then the blocks, a chapter for each file of the catalogue. */
  public String page() {
    StringBuilder page = new StringBuilder();
    page.append("<!-- Made from the block catalogue: mvn test -Dl3m.bless -->\n\n");
    page.append("# Blocks and sections\n\n");
    page.append("All that a config may say. `l3m blocks NAME` prints one entry.\n\n");
    page.append(
        """
        Types are written as in the catalogue: `int >= 1` is a whole number from 1 on, `float in
        [0, 1)` a number from 0 up to, but not, 1. A *block* is a map with `_target_`; a *factory*
        has `_partial_: true`, too, and is built by the block that holds it. Shapes name their
        sizes: `float[B, N, dim]` has as many samples as the batch, `N` tokens and the width that
        the parameter `dim` says; `...` are any sizes, `?` is any size. Wherever a value stands, a
        reference such as `${constants.embed_dim}` may stand.

        """);
    Map<String, List<BlockSchema>> chapters = chapters();
    page.append("- [Sections](#sections)\n");
    chapters
        .keySet()
        .forEach(title ->
            page.append("- [").append(title).append("](#").append(anchor(title)).append(")\n"));
    page.append("\n## Sections\n\n");
    catalog.sections().forEach(section -> page.append(entry(section)));
    chapters.forEach((title, schemas) -> {
      page.append("## ").append(title).append("\n\n");
      schemas.forEach(schema -> page.append(entry(schema)));
    });
    return page.toString().stripTrailing() + "\n";
  }

  private Map<String, List<BlockSchema>> chapters() {
    return catalog.all().stream()
        .collect(groupingBy(BlockReference::chapter, TreeMap::new, toList()));
  }

  /** {@code feed-forward.blocks} is the chapter {@code Feed-forward}. */
  private static String chapter(BlockSchema schema) {
    String file = schema.declared().file().name();
    String name = file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.blocks$", "");
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private static String anchor(String title) {
    return title.toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  // ---- single entries

  /**
   * The entries that a name means: a target, an alias, the last part of a target, or the path of a
   * section; none where nothing has that name.
   */
  public List<String> entries(String name) {
    Optional<BlockSchema> exact = catalog.find(name);
    if (exact.isPresent()) {
      return List.of(entry(exact.get()));
    }
    Optional<SectionSchema> section = catalog.section(name);
    if (section.isPresent() && !name.isEmpty()) {
      return List.of(entry(section.get()));
    }
    return catalog.all().stream()
        .filter(schema -> names(schema).anyMatch(full -> simple(full).equalsIgnoreCase(name)))
        .map(BlockReference::entry)
        .toList();
  }

  /** The names nearest to one that nothing has, the best first. */
  public List<String> nearest(String name) {
    List<String> all = new ArrayList<>(catalog.names());
    catalog.sections().stream().map(SectionSchema::path).forEach(all::add);
    List<String> found = new ArrayList<>();
    simpleMatch(all, name).ifPresent(found::add);
    while (found.size() < GUESSES) {
      all.removeAll(found);
      Optional<String> next = NameGuess.among(all, name).or(() -> simpleMatch(all, name));
      if (next.isEmpty()) {
        break;
      }
      found.add(next.get());
    }
    return found;
  }

  /** The name whose last part is nearest; of several the one that is nearest as a whole. */
  private static Optional<String> simpleMatch(Collection<String> names, String name) {
    List<String> same = names.stream().filter(full -> simple(full).equals(simple(name))).toList();
    if (!same.isEmpty()) {
      return NameGuess.nearest(same, name);
    }
    return NameGuess.among(names.stream().map(BlockReference::simple).toList(), simple(name))
        .flatMap(end ->
            NameGuess.nearest(
                names.stream().filter(full -> simple(full).equals(end)).toList(), name));
  }

  /** A line for each block: its target and what it is. */
  public String list() {
    StringBuilder text = new StringBuilder();
    chapters()
        .forEach((title, schemas) -> {
          text.append(text.isEmpty() ? "" : "\n").append(title).append('\n');
          schemas.stream()
              .sorted(Comparator.comparing(BlockSchema::target))
              .forEach(schema -> text.append(line(schema)));
        });
    return text.toString();
  }

  private static String line(BlockSchema schema) {
    String doc = schema.refused().map(reason -> "refused: " + reason).orElse(schema.doc());
    return "  " + schema.target() + (doc.isEmpty() ? "" : "  " + doc) + "\n";
  }

  private static Stream<String> names(BlockSchema schema) {
    return Stream.concat(Stream.of(schema.target()), schema.aliases().stream());
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String entry(SectionSchema section) {
    StringBuilder text = new StringBuilder();
    String path = section.path().isEmpty() ? "The whole config" : "`" + section.path() + "`";
    text.append("### ").append(path).append("\n\n");
    paragraph(text, sentence(section.doc()));
    if (section.open()) {
      paragraph(text, "Any other key may stand here, too.");
    }
    table(text, "Key", section.keys());
    rules(text, section.constraints());
    return text.toString();
  }

  private static String entry(BlockSchema schema) {
    StringBuilder text = new StringBuilder();
    text.append("### `").append(schema.target()).append("`\n\n");
    paragraph(text, sentence(schema.doc()));
    schema.refused().ifPresent(reason -> paragraph(text, "**Refused**: " + reason + "."));
    if (!schema.aliases().isEmpty()) {
      paragraph(text, "Also written " + quoted(schema.aliases()) + ".");
    }
    if (!schema.roles().isEmpty()) {
      paragraph(
          text, "Stands as: " + schema.roles().stream().sorted().collect(joining(", ")) + ".");
    }
    table(text, "Parameter", schema.parameters());
    rules(text, schema.constraints());
    schema.call().ifPresent(call -> paragraph(text, "Computes `" + Notation.of(call) + "`."));
    ports(text, "Reads", schema.reads());
    ports(text, "Writes", schema.writes());
    ports(text, "A sample has", schema.yields());
    if (!schema.measures().isEmpty()) {
      paragraph(text, "Reports " + quoted(schema.measures()) + ".");
    }
    text.append(MemberReference.of(schema));
    if (schema.frozen()) {
      paragraph(text, "Its parameters get no gradient.");
    }
    return text.toString();
  }

  private static void table(StringBuilder text, String title, List<Parameter> parameters) {
    if (parameters.isEmpty()) {
      return;
    }
    text.append("| ").append(title).append(" | Type | Default | What it is |\n");
    text.append("|---|---|---|---|\n");
    for (Parameter parameter : parameters) {
      String fallback =
          parameter.defaultValue().map(value -> code(Notation.of(value))).orElse("required");
      text.append("| ").append(code(parameter.name()));
      text.append(" | ").append(code(Notation.of(parameter)));
      text.append(" | ").append(fallback);
      text.append(" | ").append(cell(meaning(parameter))).append(" |\n");
    }
    text.append('\n');
  }

  /** What a parameter is, and that it has no effect where that is so. */
  static String meaning(Parameter parameter) {
    String doc = sentence(parameter.doc());
    String ignored = parameter.ignored().map(reason -> "Ignored: " + reason + ".").orElse("");
    return (doc + " " + ignored).strip();
  }

  private static void rules(StringBuilder text, List<BlockSchema.Constraint> constraints) {
    for (BlockSchema.Constraint rule : constraints) {
      text.append(rule.severity() == Severity.ERROR ? "- Must hold: " : "- Should hold: ");
      text.append(code(Notation.of(rule.condition())));
      rule.when().ifPresent(when -> text.append(" when ").append(code(Notation.of(when))));
      text.append(" – ").append(sentence(rule.message())).append('\n');
    }
    if (!constraints.isEmpty()) {
      text.append('\n');
    }
  }

  private static void ports(StringBuilder text, String verb, List<Port> ports) {
    for (Port port : ports) {
      text.append("- ").append(verb).append(' ').append(Notation.of(port.key()));
      if (!(port.key() instanceof Port.KeyName.EachWriteKey)) {
        text.append(": ").append(code(Notation.of(port.type())));
      }
      text.append(port.optional() ? ", where it is there" : "");
      port.when().ifPresent(when -> text.append(", when ").append(code(Notation.of(when))));
      text.append('\n');
    }
    if (!ports.isEmpty()) {
      text.append('\n');
    }
  }

  private static void paragraph(StringBuilder text, String paragraph) {
    if (!paragraph.isEmpty()) {
      text.append(paragraph).append("\n\n");
    }
  }

  /** A note of the catalogue as a sentence: a capital letter and a full stop. */
  static String sentence(String note) {
    if (note.isEmpty()) {
      return "";
    }
    String whole = note.substring(0, 1).toUpperCase(Locale.ROOT) + note.substring(1);
    return whole.endsWith(".") || whole.endsWith("…") ? whole : whole + ".";
  }

  private static String quoted(List<String> names) {
    return names.stream().map(name -> "`" + name + "`").collect(joining(", "));
  }

  private static String code(String text) {
    return "`" + cell(text) + "`";
  }

  /** A bar would end the cell of a table. */
  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
