// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.assemble.AssembleRequest;
import io.l3m.compiler.assemble.AssembledConfig;
import io.l3m.compiler.assemble.ConfigAssembler;
import io.l3m.compiler.assemble.ConfigInput;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Assembled configs as text, and beside each other. */
class ConfigDiffTest {

  private static final String EVERYTHING =
      """
      words: [plain, 'yes', '1e5', '', ' a', 'a: b', "tab\\there", "it's", '# no', '*glob*', '-']
      numbers: [1, -2.5, 1e-8, .inf, -.inf, 1_000]
      others: [null, true, no, {}, [], [[1], [a, {b: c}]]]
      'a key': {'on': 1, x: {y: [{z: 1, w: 2}, 3]}}
      'null': ~
      '<<x': '='
      'quo''te"': '{'
      """;

  private static AssembledConfig config(String name, String text) {
    Problems problems = new Problems();
    AssembledConfig config =
        ConfigAssembler.assemble(
            AssembleRequest.of(ConfigInput.of(SourceFile.of(name, text))), problems);
    assertThat(problems.inOrder()).isEmpty();
    return config;
  }

  @Test
  void aResolvedConfigIsReadAsWhatItWas() {
    AssembledConfig config = config("a.yaml", EVERYTHING);
    AssembledConfig again = config("b.yaml", ResolvedConfig.text(config));
    assertThat(ConfigDiff.of(config, again).differences()).isEmpty();
    assertThat(again.root().keys()).isEqualTo(config.root().keys());
  }

  @ParameterizedTest
  @ValueSource(strings = {"digits-vit", "moby-llm"})
  void aResolvedQuickStartIsTheQuickStart(String name) {
    AssembledConfig config = QuickStarts.analysis(name).experiment().config();
    AssembledConfig again = config("b.yaml", ResolvedConfig.text(config));
    assertThat(ConfigDiff.of(config, again).text()).isEqualTo("no differences\n");
  }

  @Test
  void differencesNameBothPlaces() {
    AssembledConfig one = config("a.yaml", "w: 4\na: {x: '${w}', y: [1, 2], z: 1}\n");
    AssembledConfig other = config("b.yaml", "w: 5\na: {x: '${w}', y: [1]}\nnew: '1'\n");
    assertThat(ConfigDiff.of(one, other).text())
        .isEqualTo(
            """
            w
              - 4    # a.yaml:1
              + 5    # b.yaml:1
            a.x
              - 4    # a.yaml:2, from a.yaml:1
              + 5    # b.yaml:2, from b.yaml:1
            a.y[1]
              - 2    # a.yaml:2
            a.z
              - 1    # a.yaml:2
            new
              + '1'  # b.yaml:3

            2 changed, 2 only in the first, 1 only in the second
            """);
  }

  @Test
  void anOverrideIsNamedWithWhatItReplaces() {
    AssembledConfig config =
        QuickStarts.analysis("digits-vit", "constants.num_blocks=7").experiment().config();
    assertThat(ResolvedConfig.text(config))
        .containsPattern(
            "num_blocks: 7 +# override `constants.num_blocks=7`, instead of "
                + "configs/quickstart/digits-vit.yaml:\\d+\n");
  }
}
