// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.weights.Glob;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns match whole names as Python's fnmatch does. */
class GlobTest {

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "*bias*, trunk.blocks.0.mlp.fc1.bias, true",
    "*bias, trunk.blocks.0.mlp.fc1.bias, true",
    "bias, trunk.blocks.0.mlp.fc1.bias, false",
    "trunk.*.weight, trunk.blocks.0.norm_1.weight, true",
    "trunk.blocks.?.*, trunk.blocks.7.attn.proj.bias, true",
    "trunk.blocks.?.*, trunk.blocks.17.attn.proj.bias, false",
    "*.fc[12].*, trunk.mlp.fc1.bias, true",
    "*.fc[12].*, trunk.mlp.fc3.bias, false",
    "*.fc[!12].*, trunk.mlp.fc3.bias, true",
    "*.fc[1-3].*, trunk.mlp.fc2.bias, true",
    "a[b, a[b, true",
    "a[b, ab, false",
    "a.b, axb, false",
    "a\\d, a1, false",
    "*Norm*, trunk.norm.weight, false",
    "[z-a]x, zx, false",
    "a[!z-a]x, abx, true",
    "[]a]b, ]b, true",
    "[, [, true",
    "*a*b, aab, true",
    "*ab*ab, ab, false",
    "a**b, ab, true",
    "*[*, x[y, true",
    "*[*]*, x*y, true",
    "*?*?*?*?*?*?*?*?*?*?*?*?*?*?*?*!, trunk.blocks.0.mlp.fc1.bias.trunk.blocks.0.mlp, false",
  })
  void matchesLikePython(String glob, String name, boolean matches) {
    assertThat(Glob.of(glob).matches(name)).isEqualTo(matches);
  }

  @Test
  void proposesThePatternWithTheNearestWord() {
    List<String> names = List.of("trunk.norm.weight", "head.linear.bias");
    assertThat(PatternGuess.nearest("*bais*", names)).contains("*bias*");
    assertThat(PatternGuess.nearest("trunk.norn.*", names)).contains("trunk.norm.*");
    assertThat(PatternGuess.nearest("*temperature*", names)).isEmpty();
  }
}
