// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected answers are those of Python's {@code fnmatch.fnmatchcase}. */
final class GlobTest {

  @ParameterizedTest(name = "{0} on {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "*bias*|trunk.blocks.0.attn.q_proj.bias|true",
        "*bias|trunk.bias.x|false",
        "trunk.*|trunk.blocks.0.attn|true",
        "trunk.?|trunk.ab|false",
        "blocks.[0-3].*|blocks.2.w|true",
        "blocks.[0-3].*|blocks.4.w|false",
        "blocks.[!0-3].*|blocks.4.w|true",
        "blocks.[!0-3].*|blocks.3.w|false",
        "a[]]b|a]b|true",
        "a[!]]b|a]b|false",
        "a[b|a[b|true",
        "a[!|a[!|true",
        "a[-x]|a-|true",
        "a[x-]|a-|true",
        "a[z-a]b|azb|false",
        "a[!z-a]b|azb|true",
        "a[\\]b|a\\b|true",
        "a[^b]c|a^c|true",
        "a.c|abc|false",
        "Weight|weight|false",
        "\"\"|\"\"|true",
        "*|\"\"|true",
      })
  void agreesWithPython(String glob, String name, boolean expected) {
    assertThat(Glob.of(glob).matches(name)).isEqualTo(expected);
  }
}
