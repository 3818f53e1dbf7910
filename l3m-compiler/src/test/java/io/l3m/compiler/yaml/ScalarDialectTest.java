// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Plain scalars mean what they mean to OmegaConf; {@code -Dl3m.scalars} names another table. */
class ScalarDialectTest {

  private static final String TABLE = "src/test/resources/io/l3m/compiler/yaml/scalars.tsv";

  @Test
  void readsEachScalarAsOmegaConfDoes() throws IOException {
    List<String> wrong = new ArrayList<>();
    List<String> rows = Files.readAllLines(Path.of(System.getProperty("l3m.scalars", TABLE)));
    assertThat(rows).hasSizeGreaterThan(500);
    for (String row : rows.subList(1, rows.size())) {
      String[] columns = row.split("\t", -1);
      String expected = columns[1] + " " + columns[2];
      if (!read(columns[0], columns[1], columns[2])) {
        wrong.add("`" + columns[0] + "` is " + expected + ", not " + shown(columns[0]));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void readsNumbersOfAnyLength() {
    String digits = "1".repeat(200_000);
    assertThat(shown(digits)).isEqualTo("a fault");
    assertThat(shown("1_".repeat(100_000))).isEqualTo("a fault");
    assertThat(shown("0." + digits)).isEqualTo("Float[value=0.1111111111111111]");
    assertThat(shown("0".repeat(100_000) + "1")).isEqualTo("Int[value=1]");
    assertThat(shown("1" + ":59".repeat(100_000))).isEqualTo("a fault");
    assertThat(shown("1" + ":59".repeat(100_000) + "x")).startsWith("Text");
  }

  @Test
  void quotesMakeText() {
    assertThat(ScalarDialect.readQuoted("5")).isEqualTo(new ScalarValue.Text("5"));
    assertThat(ScalarDialect.readQuoted("")).isEqualTo(new ScalarValue.Text(""));
    assertThat(ScalarDialect.readQuoted("???")).isEqualTo(new ScalarValue.Missing());
  }

  private static boolean read(String text, String kind, String value) {
    Optional<ScalarValue> read = value(text);
    if (read.isEmpty()) {
      return kind.equals("fault");
    }
    return switch (read.get()) {
      case ScalarValue.Null none -> kind.equals("null");
      case ScalarValue.Bool(boolean bool) -> kind.equals("bool") && value.equals("" + bool);
      case ScalarValue.Int(long number) -> kind.equals("int") && value.equals("" + number);
      case ScalarValue.Float(double number) ->
          kind.equals("float") && Double.compare(number, toDouble(value)) == 0;
      case ScalarValue.Text(String same) -> kind.equals("text") && same.equals(text);
      case ScalarValue.Missing missing -> kind.equals("missing");
    };
  }

  private static double toDouble(String python) {
    return switch (python) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.parseDouble(python);
    };
  }

  private static String shown(String text) {
    String value = value(text).map(Object::toString).orElse("a fault");
    return value.length() > 200 ? value.substring(0, 200) : value;
  }

  private static Optional<ScalarValue> value(String text) {
    Problems problems = new Problems();
    SourceFile file = SourceFile.of("scalar", text);
    Optional<ScalarValue> value = ScalarDialect.readPlain(text, file.whole(), problems);
    assertThat(value.isEmpty()).as(text).isEqualTo(problems.hasErrors());
    assertThat(problems.inOrder()).hasSizeLessThan(2);
    return value;
  }
}
