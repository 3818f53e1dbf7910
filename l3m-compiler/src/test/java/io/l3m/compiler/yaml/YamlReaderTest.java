// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.Origin;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.source.Span;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.ReferenceNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class YamlReaderTest {

  @Test
  void knowsThePlaceOfEachValue() {
    MapNode root =
        map("model:\n  dim: 64   # wide\n  act: 'nn.SiLU'\n  dims: [1, 2.5]\nlast: x y \n");
    assertThat(root.entries().getFirst().keySpan()).hasToString("config.yaml:1:1");
    MapNode model = (MapNode) root.get("model").orElseThrow();
    assertThat(model.span().text()).startsWith("dim: 64").endsWith("[1, 2.5]");
    assertThat(model.get("dim").orElseThrow().span()).hasToString("config.yaml:2:8");
    assertThat(text(model, "dim")).isEqualTo("64");
    assertThat(text(model, "act")).isEqualTo("'nn.SiLU'");
    assertThat(text(model, "dims")).isEqualTo("[1, 2.5]");
    ListNode dims = (ListNode) model.get("dims").orElseThrow();
    assertThat(dims.items().get(1).span().text()).isEqualTo("2.5");
    assertThat(text(root, "last")).isEqualTo("x y");
  }

  @Test
  void pointsToTheKeyOfAnEmptyValue() {
    MapNode root = map("a:\nb: ~\n");
    assertThat(text(root, "a")).isEqualTo("a");
    assertThat(text(root, "b")).isEqualTo("~");
  }

  @Test
  void countsUtf16UnitsBehindCharactersOfTwo() {
    MapNode root = map("a: 😀\nb: [😀, \"😀\", c]\n");
    ListNode list = (ListNode) root.get("b").orElseThrow();
    assertThat(text(root, "a")).isEqualTo("😀");
    assertThat(list.items())
        .extracting(item -> item.span().text())
        .containsExactly("😀", "\"😀\"", "c");
    assertThat(list.items().getLast().span()).hasToString("config.yaml:2:15");
  }

  @Test
  void endsLinesAtCarriageReturns() {
    MapNode root = map("a: 1\r\nb: 2\r\nc: |\r\n  x\r\n  y\r\nd: 3");
    assertThat(root.get("d").orElseThrow().span()).hasToString("config.yaml:6:4");
    assertThat(text(root, "b")).isEqualTo("2");
    assertThat(((ScalarNode) root.get("c").orElseThrow()).text()).isEqualTo("x\ny\n");
  }

  @Test
  void trimsBlocksOfText() {
    MapNode root = map("a: |\n  one\n  two\n\n\nb: >-\n  three\n");
    assertThat(text(root, "a")).isEqualTo("|\n  one\n  two");
    assertThat(text(root, "b")).isEqualTo(">-\n  three");
  }

  @Test
  void keepsThePlaceOfAnAliasAndOfWhatItRepeats() {
    MapNode root = map("a: &x 5\nb: *x\n");
    ConfigNode repeated = root.get("b").orElseThrow();
    assertThat(repeated.origin()).isInstanceOf(Origin.Referenced.class);
    assertThat(repeated.span().text()).isEqualTo("*x");
    assertThat(repeated.origin().source()).hasToString("config.yaml:1:4");
  }

  @Test
  void keepsThePlacesOfMergedKeys() {
    MapNode root = map("a: &x {k: 1, l: 2}\nb:\n  <<: *x\n  l: 3\n");
    MapNode merged = (MapNode) root.get("b").orElseThrow();
    assertThat(merged.keys()).containsExactly("k", "l");
    assertThat(merged.entry("k").orElseThrow().keySpan()).hasToString("config.yaml:1:8");
    assertThat(merged.entry("l").orElseThrow().keySpan()).hasToString("config.yaml:4:3");
  }

  @Test
  void readsAReferenceInAnyStyle() {
    MapNode root = map("a: ${x}\nb: '${x}'\nc: |\n  ${x}\nd: $x\ne: \"\\x24{x}\"\n");
    for (String key : new String[] {"a", "b", "c", "e"}) {
      assertThat(root.get(key).orElseThrow()).as(key).isInstanceOf(ReferenceNode.class);
    }
    assertThat(root.get("d").orElseThrow()).isInstanceOf(ScalarNode.class);
  }

  @Test
  void readsNumbersAsKeys() {
    MapNode root = map("1: a\n0.5: b\n'on': c\n");
    assertThat(root.keys()).containsExactly("1", "0.5", "on");
  }

  @Test
  void readsTheValueOfAnOverrideInItsPlace() {
    Problems problems = new Problems();
    SourceFile argument = SourceFile.ofOverride(0, "a.b=[1, 'x']");
    ConfigNode value = new YamlReader(problems).readValue(argument, 4);
    assertThat(problems.inOrder()).isEmpty();
    Span second = ((ListNode) value).items().get(1).span();
    assertThat(second.text()).isEqualTo("'x'");
    assertThat(second.start()).isEqualTo(8);
  }

  @Test
  void readsNothingAsNull() {
    for (String argument : new String[] {"a=", "a=  ", "a=# none", "a=~"}) {
      Problems problems = new Problems();
      ConfigNode value = new YamlReader(problems).readValue(SourceFile.ofOverride(0, argument), 2);
      assertThat(problems.inOrder()).isEmpty();
      assertThat(((ScalarNode) value).value()).isEqualTo(new ScalarValue.Null());
    }
  }

  @Test
  void reportsStrayTabsOnly() {
    assertThat(lines("a: 1\t\nb: 'x\ty'\nc: 1 # x\ty\nd: |\n  x\ty\n  \t\ne: p\tq\tr\n"))
        .containsExactly("1:5", "7:5");
  }

  private static List<String> lines(String text) {
    Problems problems = new Problems();
    assertThat(new YamlReader(problems).read(SourceFile.of("config.yaml", text))).isPresent();
    return problems.inOrder().stream()
        .map(Diagnostic::span)
        .map(span -> span.line() + ":" + span.column())
        .toList();
  }

  private static String text(MapNode map, String key) {
    return map.get(key).orElseThrow().span().text();
  }

  private static MapNode map(String text) {
    Problems problems = new Problems();
    ConfigNode root =
        new YamlReader(problems).read(SourceFile.of("config.yaml", text)).orElseThrow();
    assertThat(problems.inOrder()).isEmpty();
    return (MapNode) root;
  }
}
