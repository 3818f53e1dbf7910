// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Formulas with the values that Python gives for {@code base_width = 4} and {@code width = 32}. */
final class FormulaTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "base_width / width | 0.125 | baseWidth / width",
        "(base_width / width) | 0.125 | baseWidth / width",
        "math.sqrt(base_width / width) | 0.3535533905932738 | Math.sqrt(baseWidth / width)",
        "math.sqrt(base_width) / width | 0.0625 | Math.sqrt(baseWidth) / width",
        "2.5 | 2.5 | 2.5",
        "1 / 2 | 0.5 | 1.0 / 2.0",
        "-2 ** 2 | -4 | -Math.pow(2.0, 2.0)",
        "2 ** -1 | 0.5 | Math.pow(2.0, -1.0)",
        "2 ** 3 ** 2 | 512 | 'Math.pow(2.0, Math.pow(3.0, 2.0))'",
        "width // 5 * 2 | 12 | Math.floor(width / 5.0) * 2.0",
        "-7 % 3 | 2 | -7.0 - 3.0 * Math.floor(-7.0 / 3.0)",
        "width - (base_width - 1) - 2 | 27 | width - (baseWidth - 1.0) - 2.0",
        "width / (base_width / 2) | 16 | width / (baseWidth / 2.0)",
        "(width + 4) * 2 | 72 | (width + 4.0) * 2.0",
        "1 if width <= base_width else base_width / width | 0.125 "
            + "| width <= baseWidth ? 1.0 : baseWidth / width",
        "min(1, max(base_width, 8) / width) | 0.25 "
            + "| 'Math.min(1.0, Math.max(baseWidth, 8.0) / width)'",
        "math.log2(width) | 5 | (Math.log(width) / Math.log(2))",
        "1e-2 * .5 + 1_000. | 1000.005 | 0.01 * 0.5 + 1000.0",
        "width == 32 | 1 | width == 32.0 ? 1.0 : 0.0",
        "(width > 8) / (base_width < 8) | 1 "
            + "| (width > 8.0 ? 1.0 : 0.0) / (baseWidth < 8.0 ? 1.0 : 0.0)",
        "2 if width else 3 | 2 | width != 0 ? 2.0 : 3.0",
        "2 if width % 4 else 3 | 3 | width - 4.0 * Math.floor(width / 4.0) != 0 ? 2.0 : 3.0",
        "(1 if width > 8 else 0) + (3 > 2) | 2 "
            + "| (width > 8.0 ? 1.0 : 0.0) + (3.0 > 2.0 ? 1.0 : 0.0)",
        "- -width | 32 | -(-width)",
        "pow(base_width, 0.5) + int(-width / 5) | -4 "
            + "| 'Math.pow(baseWidth, 0.5) + ((double) (long) (-width / 5.0))'",
        "math.pi | 3.141592653589793 | 3.141592653589793",
      })
  void meansWhatPythonMeans(String python, double value, String java) throws Exception {
    Formula formula = FormulaParser.parse(python);
    assertThat(formula.at(4, 32)).isCloseTo(value, within(1e-12));
    assertThat(formula.java()).isEqualTo(java.replaceAll("^'|'$", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "undefined_name | there is no `undefined_name`",
        "base_width / | it ends too early",
        "math.sqrt(width | `)` is missing",
        "math.sqrt(1, 2) | `math.sqrt` takes 1 values, not 2",
        "width 2 | `2` is not expected",
        "width if 1 | `else` is missing",
        "width @ 2 | `@ 2` is not expected",
        "* 2 | `*` is not expected",
        "'' | it ends too early",
      })
  void saysWhyNot(String python, String reason) {
    assertThatThrownBy(() -> FormulaParser.parse(python))
        .isInstanceOfSatisfying(
            FormulaParser.Failure.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void endsOnDeepNesting() {
    String deep = "(".repeat(100_000) + "1" + ")".repeat(100_000);
    assertThatThrownBy(() -> FormulaParser.parse(deep)).hasMessage("it is nested too deeply");
    assertThatThrownBy(() -> FormulaParser.parse("-".repeat(100_000) + "1"))
        .hasMessage("it is nested too deeply");
  }

  @ParameterizedTest
  @CsvSource({"1 / (width - 32)", "math.sqrt(-width)", "math.log(0)", "width // 0", "10 ** 1000"})
  void hasNoValueWherePythonRaises(String python) throws Exception {
    assertThat(FormulaParser.parse(python).at(4, 32)).matches(value -> !Double.isFinite(value));
  }
}
