// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.schema.BlockCatalog;
import io.l3m.compiler.schema.BlockSchema;
import io.l3m.compiler.schema.CatalogReader;
import io.l3m.compiler.schema.Expr;
import io.l3m.compiler.schema.Member;
import io.l3m.compiler.source.Origin;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.source.Span;
import io.l3m.compiler.yaml.ConfigPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorTest {

  private static final Span NOWHERE = new Span(SourceFile.of("test.yaml", ""), 0, 0);
  private static final Origin ORIGIN = new Origin.Written(NOWHERE);

  private static BlockCatalog read(String text) {
    Problems problems = new Problems();
    BlockCatalog catalog = CatalogReader.read(List.of(SourceFile.of("own.blocks", text)), problems);
    assertThat(problems.inOrder()).isEmpty();
    return catalog;
  }

  private static BoundBlock block(BlockCatalog catalog, String target, Map<String, Value> values) {
    Map<String, Argument> arguments = new LinkedHashMap<>();
    values.forEach((name, value) -> arguments.put(name, new Argument(value, ORIGIN)));
    BlockSchema schema = catalog.find(target).orElseThrow();
    return new BoundBlock(ConfigPath.of("model"), schema, false, arguments, ORIGIN);
  }

  private static Value many(long... items) {
    return new Value.Many(
        java.util.Arrays.stream(items)
            .mapToObj(item -> new Argument(new Value.Int(item), ORIGIN))
            .toList());
  }

  /** Values as the tables below write them. */
  private static String print(Value value) {
    return switch (value) {
      case Value.Null nothing -> "null";
      case Value.Bool(boolean bool) -> Boolean.toString(bool);
      case Value.Int(long number) -> Long.toString(number);
      case Value.Real(double number) -> Double.toString(number);
      case Value.Text(String text) -> '"' + text + '"';
      case Value.Many(List<Argument> items) ->
          items.stream().map(item -> print(item.value())).toList().toString();
      case Value.Named named -> named.entries().keySet().toString();
      case Value.Block(BoundBlock block) -> block.schema().simpleName();
      case Value.Unknown unknown -> "?";
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // Numbers, as in Python.
        "7 / 2                 | 3.5",
        "6 / 2                 | 3.0",
        "7 // 2                | 3",
        "-7 // 2               | -4",
        "7 // -2               | -4",
        "7.5 // 2              | 3.0",
        "-7 % 3                | 2",
        "7 % -3                | -2",
        "-7.5 % 2              | 0.5",
        "2 ** 10               | 1024",
        "2 ** -1               | 0.5",
        "-2 ** 2               | -4",
        "2 ** 3 ** 2           | 512",
        "0 ** 0                | 1",
        "(-1) ** 1000000000001 | -1",
        "1 ** 9000000000000    | 1",
        "9007199254740993 + 0  | 9007199254740993",
        "9007199254740993 == 9007199254740992.0 | true",
        "9007199254740993 == 9007199254740992   | false",
        "0.1 + 0.2             | 0.30000000000000004",
        "true + 1              | 2",
        "int(7.9)              | 7",
        "int(-7.9)             | -7",
        "int(true)             | 1",
        "ceil(7.1)             | 8",
        "floor(-7.1)           | -8",
        "abs(-3)               | 3",
        "abs(-3.5)             | 3.5",
        "sqrt(16)              | 4.0",
        "min(3, 2.5, 7)        | 2.5",
        "max([3, 9, 7])        | 9",
        "sum([1, 2, 3])        | 6",
        "prod([2, 3, 4])       | 24",
        "int(2 * 4096 / 3)     | 2730",
        // What Python refuses, and what does not fit.
        "1 // 0                | ?",
        "1 / 0                 | ?",
        "1 % 0                 | ?",
        "1.5 // 0              | ?",
        "9223372036854775807 + 1 | ?",
        "10 ** 1000            | ?",
        "2 ** 9000000000000    | ?",
        "10.0 ** 1000          | ?",
        "sqrt(-1)              | ?",
        "int(\"3\")            | ?",
        "\"a\" + 1             | ?",
        "\"a\" < 1             | ?",
        "null + 1              | ?",
        "[1][1]                | ?",
        "3[0]                  | ?",
        "max([])               | ?",
        "-\"a\"                | ?",
        // Comparisons and truth.
        "1 == 1.0              | true",
        "1 == true             | true",
        "1 == \"1\"            | false",
        "null == null          | true",
        "null == 0             | false",
        "[1, 2] == [1, 2.0]    | true",
        "[1] == [1, 2]         | false",
        "2 in [1, 2]           | true",
        "3 in [1, 2]           | false",
        "2 in 3                | ?",
        "null or 3             | 3",
        "0 or null             | null",
        "0.0 or \"\" or [] or 7 | 7",
        "3 and 4               | 4",
        "0 and (1 // 0)        | 0",
        "1 or (1 // 0)         | 1",
        "(1 // 0) and false    | ?",
        "not []                | true",
        "not 0.5               | false",
        "1 if 2 > 1 else 3     | 1",
        "1 if null else 3      | 3",
        "1 if 1 // 0 else 3    | ?",
        // Lists.
        "[1, 2, 3][-1]         | 3",
        "len([1, 2])           | 2",
        "len(\"abc\")          | 3",
        "is_list([1])          | true",
        "is_int(1)             | true",
        "is_int(1.0)           | false",
        "is_text(\"\")         | true",
        "increasing([1, 2, 5]) | true",
        "increasing([1, 2, 2]) | false",
        "increasing([])        | true",
        "all_true([true, 1])   | true",
        "all_true([true, 0])   | false",
        "same_items([1, 2], [2, 1]) | true",
        "same_items([1, 1], [1, 2]) | false",
        "same_items([1], [1, 1])    | false",
        "any_contains([\"a.b\", \"c\"], \".\") | true",
        "any_contains([\"a\"], \".\") | false",
        "names([1])            | ?",
      })
  void evaluatesAsPythonDoes(String expression, String expected) {
    BlockCatalog catalog = read("block own.B role x { let it = " + expression + " }");
    BoundBlock block = block(catalog, "own.B", Map.of());
    assertThat(print(new Evaluator(catalog).evaluate(new Expr.Name("it"), block)))
        .isEqualTo(expected);
  }

  private static final String BLOCKS =
      """
      block own.Inner role inner {
        param width int
        param ratio float = 2
        let double = width * 2
      }
      block own.Outer role outer {
        param size  int ? = null
        param sizes list of int = [1, 2]
        param inner instance of inner ? = null
        param made  factory of inner = own.Inner(ratio = 3)
        param wide  int = size or 8
        param kinds list of map of (factory of inner | list of int) = []
        let both = inner.double + wide
        let kind = pick(kinds, "layers", 2).module
        let all = covers(kinds, "layers", 3)
        let somewhere = uses(kinds, "own.Inner")
        let users = count_uses(kinds, "layers", "own.Inner")
        let one = two
        let two = one
        child a = made(wide, ratio = 5, unheard_of = 1)
        child b = own.Inner(width = wide)
      }
      """;

  private final BlockCatalog catalog = read(BLOCKS);
  private final Evaluator evaluator = new Evaluator(catalog);

  private String value(String name, Map<String, Value> arguments) {
    return print(evaluator.evaluate(new Expr.Name(name), block(catalog, "own.Outer", arguments)));
  }

  @Test
  void takesWhatIsWrittenElseTheDefault() {
    assertThat(value("wide", Map.of())).isEqualTo("8");
    assertThat(value("wide", Map.of("size", new Value.Int(3)))).isEqualTo("3");
    assertThat(value("wide", Map.of("wide", new Value.Int(4)))).isEqualTo("4");
    assertThat(value("size", Map.of("size", new Value.Null()))).isEqualTo("null");
    assertThat(value("unheard_of", Map.of())).isEqualTo("?");
  }

  @Test
  void anIntegerForAFloatIsAFloat() {
    BoundBlock inner = block(catalog, "own.Inner", Map.of("width", new Value.Int(2)));
    assertThat(evaluator.parameter(inner, "ratio")).isEqualTo(new Value.Real(2));
    assertThat(evaluator.parameter(inner, "width")).isEqualTo(new Value.Int(2));
  }

  @Test
  void looksIntoBlocksInside() {
    BoundBlock inner = block(catalog, "own.Inner", Map.of("width", new Value.Int(16)));
    assertThat(value("both", Map.of("inner", new Value.Block(inner)))).isEqualTo("40");
    assertThat(value("both", Map.of())).isEqualTo("?");
    assertThat(value("both", Map.of("inner", new Value.Unknown()))).isEqualTo("?");
  }

  @Test
  void namesThatNeedEachOtherAreUnknown() {
    assertThat(value("one", Map.of())).isEqualTo("?");
  }

  @Test
  void choosesTheLastMapThatHoldsAnItem() {
    Value kinds =
        new Value.Many(
            List.of(
                new Argument(kind(many(0, 2), 4), ORIGIN),
                new Argument(kind(many(1, 2), 6), ORIGIN)));
    BoundBlock outer = block(catalog, "own.Outer", Map.of("kinds", kinds));
    Value chosen = evaluator.evaluate(new Expr.Name("kind"), outer);
    assertThat(((Value.Block) chosen).block().argument("width"))
        .map(Argument::value)
        .contains(new Value.Int(6));
    assertThat(value("all", Map.of("kinds", kinds))).isEqualTo("true");
    assertThat(value("all", Map.of())).isEqualTo("false");
  }

  @Test
  void findsWhoUsesABlock() {
    Map<String, Argument> plain = new LinkedHashMap<>();
    plain.put("layers", new Argument(many(2), ORIGIN));
    Value kinds =
        new Value.Many(
            List.of(
                new Argument(kind(many(0, 1, 2), 4), ORIGIN),
                new Argument(new Value.Named(plain), ORIGIN)));
    assertThat(value("somewhere", Map.of("kinds", kinds))).isEqualTo("true");
    assertThat(value("users", Map.of("kinds", kinds))).isEqualTo("2"); // the later kind has layer 2
    assertThat(value("somewhere", Map.of())).isEqualTo("false");
    assertThat(value("users", Map.of())).isEqualTo("0");
  }

  private Value kind(Value layers, long width) {
    BoundBlock inner = block(catalog, "own.Inner", Map.of("width", new Value.Int(width)));
    Map<String, Argument> entries = new LinkedHashMap<>();
    entries.put("module", new Argument(new Value.Block(inner), ORIGIN));
    entries.put("layers", new Argument(layers, ORIGIN));
    return new Value.Named(entries);
  }

  @Test
  void theOwnersArgumentsWin() {
    BoundBlock outer = block(catalog, "own.Outer", Map.of("size", new Value.Int(12)));
    Member.Child child = (Member.Child) outer.schema().members().getFirst();
    Member.Source.Built built = (Member.Source.Built) child.source();
    BoundBlock factory = ((Value.Block) evaluator.parameter(outer, "made")).block();
    assertThat(factory.partial()).isTrue();
    BoundBlock inner = evaluator.build(factory, built.arguments(), outer);
    assertThat(inner.partial()).isFalse();
    assertThat(inner.arguments().keySet()).containsExactly("ratio", "width");
    assertThat(inner.argument("ratio").orElseThrow().value()).isEqualTo(new Value.Int(5));
    assertThat(evaluator.parameter(inner, "ratio")).isEqualTo(new Value.Real(5));
    assertThat(evaluator.parameter(inner, "width")).isEqualTo(new Value.Int(12));
    assertThat(inner.originOf("width")).isInstanceOf(Origin.Implied.class);
  }

  @Test
  void makesBlocksByTarget() {
    BoundBlock outer = block(catalog, "own.Outer", Map.of());
    Member.Child child = (Member.Child) outer.schema().members().get(1);
    Expr.TargetCall call = ((Member.Source.ByTarget) child.source()).call();
    BoundBlock inner = evaluator.build(call, outer, Map.of()).orElseThrow();
    assertThat(evaluator.parameter(inner, "width")).isEqualTo(new Value.Int(8));
    Expr.TargetCall unknown = new Expr.TargetCall("own.Unheard", List.of());
    assertThat(evaluator.build(unknown, outer, Map.of())).isEmpty();
  }

  @Test
  void freeNamesGoBeforeParameters() {
    BoundBlock outer = block(catalog, "own.Outer", Map.of());
    Map<String, Value> free = Map.of("N", new Value.Int(5), "wide", new Value.Int(1));
    Expr sum = new Expr.Binary("+", new Expr.Name("N"), new Expr.Name("wide"));
    assertThat(evaluator.evaluate(sum, outer, free)).isEqualTo(new Value.Int(6));
    assertThat(evaluator.evaluate(sum, outer)).isEqualTo(new Value.Unknown());
  }

  @Test
  void aConditionMayBeNeitherTrueNorFalse() {
    BoundBlock outer = block(catalog, "own.Outer", Map.of());
    Expr open = new Expr.Binary(">", new Expr.Name("N"), new Expr.Literal(1L));
    assertThat(evaluator.holds(open, outer, Map.of())).isFalse();
    assertThat(evaluator.fails(open, outer, Map.of())).isFalse();
    assertThat(evaluator.holds(open, outer, Map.of("N", new Value.Int(2)))).isTrue();
    assertThat(evaluator.fails(open, outer, Map.of("N", new Value.Int(1)))).isTrue();
  }
}
