// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.diag.Severity;
import io.l3m.compiler.source.SourceFile;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogReaderTest {

  private static final String EVERYTHING =
      """
      # A file of one's own.

      /// Adds two numbers.
      /// Twice, if asked.
      block my.pkg.Adder
          alias my.Adder, my.Sum
          java com.acme.Adder
          role stage, adder {
        /// How wide.
        param dim        int >= 1
        param ratio      float in [0, 1)              = 0.5   "share that is kept"
        param style      one of plain, "a||b": BOTH, "x-y" as com.acme.Style? = plain
        param mode       one of 0: NEAREST, -2: OTHER = -2
        param scale      list[2] of float > 0         = [0.5, 1e-3]
        param sizes      int | list[1..3] of (int | float) = 3
        param inner      instance of adder?           = null
        param act        factory of adder             = my.pkg.Adder(dim = dim, read_key = "a")
        param globs      list of glob parameter       = []
        param old        any ?                        = null  ignored "nobody reads it" java older
        param read_key   key
        param write_key  key
        param text       text                         = "say \\"no\\""
        let half = dim // 2 if dim % 2 == 0 else -dim ** 2
        require dim >= half and not (given inner) at dim "too small"
        warn inner.half == 3 when inner != null "three"
        reads read_key float[B, ..., dim] | float/int[]
        reads ? "position_ids" int[B, ?]
        writes write_key same as read_key when dim in [1, 2]
        writes "{write_key}_trunk" list[half] of float[B, dim]
        tensor w [dim, half] init "normal 0.02" when dim > 1 frozen when style == "plain"
        buffer mean [] frozen
        repeat i in half { child parts.{i}.0 = act(use = dim, 3) }
        child inner = inner
        measures "loss", "perplexity"
      }
      """;

  private final Problems problems = new Problems();

  private BlockCatalog read(String text) {
    return CatalogReader.read(List.of(SourceFile.of("own.blocks", text)), problems);
  }

  private BlockSchema readAdder() {
    BlockSchema schema = read(EVERYTHING).find("my.Sum").orElseThrow();
    assertThat(problems.inOrder()).isEmpty();
    return schema;
  }

  @Test
  void readsTheHeader() {
    BlockSchema schema = readAdder();
    assertThat(schema.target()).isEqualTo("my.pkg.Adder");
    assertThat(schema.simpleName()).isEqualTo("Adder");
    assertThat(schema.aliases()).containsExactly("my.Adder", "my.Sum");
    assertThat(schema.javaClass()).contains("com.acme.Adder");
    assertThat(schema.roles()).containsExactlyInAnyOrder("stage", "adder");
    assertThat(schema.doc()).isEqualTo("Adds two numbers. Twice, if asked.");
    assertThat(schema.declared()).hasToString("own.blocks:5:7");
    assertThat(schema.measures()).containsExactly("loss", "perplexity");
  }

  @Test
  void readsParameters() {
    BlockSchema schema = readAdder();
    Parameter dim = schema.parameter("dim").orElseThrow();
    assertThat(dim.required()).isTrue();
    assertThat(dim.doc()).isEqualTo("How wide.");
    assertThat(dim.type())
        .isEqualTo(
            new ValueType.IntType(new ValueType.Range(1, false, Double.POSITIVE_INFINITY, false)));
    assertThat(schema.parameter("ratio").orElseThrow())
        .isEqualTo(
            new Parameter(
                "ratio",
                new ValueType.FloatType(new ValueType.Range(0, false, 1, true)),
                false,
                Optional.of(new Expr.Literal(0.5)),
                Optional.empty(),
                Optional.empty(),
                "share that is kept"));
    Parameter style = schema.parameter("style").orElseThrow();
    assertThat(style.nullable()).isTrue();
    assertThat(style.defaultValue()).contains(new Expr.Literal("plain"));
    assertThat(style.type())
        .isEqualTo(
            new ValueType.ChoiceType(
                List.of(
                    new ValueType.Choice("plain", "PLAIN"),
                    new ValueType.Choice("a||b", "BOTH"),
                    new ValueType.Choice("x-y", "X_Y")),
                Optional.of("com.acme.Style")));
    assertThat(((ValueType.ChoiceType) schema.parameter("mode").orElseThrow().type()).choices())
        .containsExactly(new ValueType.Choice(0L, "NEAREST"), new ValueType.Choice(-2L, "OTHER"));
    Parameter old = schema.parameter("old").orElseThrow();
    assertThat(old.ignored()).contains("nobody reads it");
    assertThat(old.javaName()).contains("older");
    assertThat(schema.parameter("text").orElseThrow().defaultValue())
        .contains(new Expr.Literal("say \"no\""));
  }

  @Test
  void readsUnionsAndLists() {
    ValueType type = readAdder().parameter("sizes").orElseThrow().type();
    ValueType number = new ValueType.IntType(ValueType.Range.ALL);
    ValueType either =
        new ValueType.UnionType(List.of(number, new ValueType.FloatType(ValueType.Range.ALL)));
    assertThat(type)
        .isEqualTo(new ValueType.UnionType(List.of(number, new ValueType.ListType(either, 1, 3))));
  }

  @Test
  void readsExpressionsWithPythonsPrecedence() {
    Expr half = readAdder().lets().getFirst().value();
    Expr dim = new Expr.Name("dim");
    assertThat(half)
        .isEqualTo(
            new Expr.Conditional(
                new Expr.Binary("//", dim, new Expr.Literal(2L)),
                new Expr.Binary(
                    "==", new Expr.Binary("%", dim, new Expr.Literal(2L)), new Expr.Literal(0L)),
                new Expr.Unary("-", new Expr.Binary("**", dim, new Expr.Literal(2L)))));
  }

  @Test
  void readsConstraintsPortsAndMembers() {
    BlockSchema schema = readAdder();
    assertThat(schema.constraints())
        .extracting(BlockSchema.Constraint::severity)
        .containsExactly(Severity.ERROR, Severity.WARNING);
    assertThat(schema.constraints().getFirst().at()).contains("dim");
    assertThat(schema.constraints().getLast().when()).isPresent();
    assertThat(schema.reads()).extracting(Port::optional).containsExactly(false, true);
    assertThat(schema.reads().getFirst().type()).isInstanceOf(PortType.AnyOf.class);
    assertThat(schema.writes().getLast().key())
        .isEqualTo(new Port.KeyName.Template("write_key", "_trunk"));
    Member.Tensor weight = (Member.Tensor) schema.members().getFirst();
    assertThat(weight.shape()).containsExactly(new Expr.Name("dim"), new Expr.Name("half"));
    assertThat(weight.when()).isPresent();
    assertThat(weight.frozen().orElseThrow()).isInstanceOf(Expr.Binary.class);
    Member.Tensor mean = (Member.Tensor) schema.members().get(1);
    assertThat(mean.kind()).isEqualTo(Member.Kind.BUFFER);
    assertThat(mean.frozen()).contains(new Expr.Literal(true));
    assertThat(mean.when()).isEmpty();
    Member.Repeat repeat = (Member.Repeat) schema.members().get(2);
    assertThat(((Member.Child) repeat.members().getFirst()).name()).isEqualTo("parts.{i}.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "param a int = 1 param a int = 2                 | L3M0153 | a",
        "param a int = b                                 | L3M0154 | b",
        "param a int  let c = N                          | L3M0157 | N",
        "param a int  require foo(a) \"x\"               | L3M0158 | foo",
        "param a int  require min(x = a) \"x\"           | L3M0159 | (x=a)",
        "param a int = 99999999999999999999              | L3M0160 | 99999999999999999999",
        "param a int in [3, 1]                           | L3M0161 | in [3, 1]",
        "param a int >= 1 = 0                            | L3M0162 | 0",
        "param a int = null                              | L3M0162 | null",
        "param a list[2] of int = [1]                    | L3M0162 | [1]",
        "param a one of x, y = \"z\"                     | L3M0162 | \"z\"",
        "param a int  reads a int[]                      | L3M0156 | a",
        "reads b int[]                                   | L3M0155 | b",
        "param a int  child a = a                        | L3M0156 | a",
        "param a int  require a > 0 at b \"x\"           | L3M0155 | b",
        "param a int  container each a                   | L3M0156 | a",
        "container nothing container nothing             | L3M0166 | container nothing",
        "tensor w [N]                                    | L3M0157 | N",
        "param a nonsense                                | L3M0150 | nonsense",
        "param a int = (1                                | L3M0150 | }",
      })
  void tellsWhereAMistakeIs(String body, String code, String text) {
    read("block own.B role x {\n" + body + "\n}\n");
    assertThat(problems.inOrder()).hasSize(1);
    Diagnostic problem = problems.inOrder().getFirst();
    assertThat(problem.code().id()).isEqualTo(code);
    assertThat(problem.span().text().replace(" ", "")).isEqualTo(text.replace(" ", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "param a factory of x = own.C()        | L3M0163",
        "param a factory of x = own.B(c = 1)   | L3M0164",
        "param a factory of unheard_of         | L3M0165",
        "child c = own.C()                     | L3M0163",
        "} block own.D role stag {             | L3M0165",
      })
  void checksWhatAnEntrySaysAboutOthers(String body, String code) {
    read("block own.B role x {\n" + body + "\n}\n");
    assertThat(problems.inOrder())
        .singleElement()
        .extracting(problem -> problem.code().id())
        .isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "parm a int, param",
    "param abc int let d = abd, abc",
    "param out key reads otu float[B], out",
    "child c = torch.nn.Liner(), torch.nn.Linear",
    "child c = torch.nn.Linear(bais = true), bias",
    "} block own.D role stag {, stage"
  })
  void proposesWhatWasMeant(String body, String meant) {
    read("block own.B role x {\n" + body + "\n}\n");
    assertThat(problems.inOrder())
        .singleElement()
        .extracting(problem -> problem.suggestion().orElse(""))
        .isEqualTo(meant);
  }

  @Test
  void reportsEveryEntryThatIsWrong() {
    BlockCatalog catalog =
        read("block a.A { param }\nblock a.B { }\nblock a.C { param x int = y }\n");
    assertThat(problems.inOrder()).hasSize(2);
    assertThat(catalog.find("a.B")).isPresent();
    assertThat(catalog.find("a.A")).isEmpty();
  }

  @Test
  void reportsATargetThatIsThereAlready() {
    read("block a.A { }\nblock a.B alias a.A { }\nsection constants open \"mine\"\n");
    assertThat(problems.inOrder())
        .extracting(problem -> problem.code().id())
        .containsExactly("L3M0152", "L3M0152");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "# only a comment",
        "block",
        "block a",
        "{",
        "\"open",
        "\u0000",
        "🙂",
        "block 🙂.a { }",
        "block a.B { param 🙂 int = y }",
        "///",
        "/// doc\n"
      })
  void survivesAnyText(String text) {
    BlockCatalog catalog = read(text);
    assertThat(catalog.names()).containsAll(CatalogReader.standard().names());
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "not ", "- ", "1 if 1 else ", "2 ** "})
  void survivesEndlessNesting(String part) {
    read("block a.B { let x = " + part.repeat(100_000) + "1 }");
    assertThat(problems.inOrder()).isNotEmpty();
  }

  @Test
  void countsPlacesInUtf16() {
    read("# 🙂🙂\nblock a.B { # 🙂\n param a int = y }");
    assertThat(problems.inOrder().getFirst().span()).hasToString("own.blocks:3:16");
  }
}
