// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.Origin;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.source.Span;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigPath;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each value of an assembled config knows how it came to be. */
class OriginTest {

  private static final String EXPERIMENT =
      """
      constants:
        dim: 8
      model:
        width: ${constants.dim}
        double: ${mul:${constants.dim},2}
        name: vit-${constants.dim}
        quoted: "${constants.dim}"
        copy: ${constants}
      """;

  private static final String DEFAULTS =
      """
      model:
        depth: 4
        width: 1
      """;

  @Test
  void aReferenceKnowsItsPlaceAndItsTarget() {
    Origin origin = find("model.width").origin();
    assertThat(origin).isInstanceOf(Origin.Referenced.class);
    assertThat(shown(origin.span())).isEqualTo("experiment.yaml:4:10 ${constants.dim}");
    assertThat(shown(origin.source())).isEqualTo("experiment.yaml:2:8 8");
    assertThat(shown(find("model.quoted").span()))
        .isEqualTo("experiment.yaml:7:12 ${constants.dim}");
  }

  @Test
  void aComputedValueKnowsItsOperands() {
    Origin.Computed product = (Origin.Computed) find("model.double").origin();
    assertThat(shown(product.span())).startsWith("experiment.yaml:5:11 ${mul:");
    assertThat(product.operands().getFirst().source()).hasToString("experiment.yaml:2:8");
    Origin.Computed text = (Origin.Computed) find("model.name").origin();
    assertThat(text.operands()).hasSize(1);
  }

  @Test
  void aCopyIsReferencedAndItsPartsAreWhereTheyAreWritten() {
    assertThat(shown(find("model.copy").span())).isEqualTo("experiment.yaml:8:9 ${constants}");
    assertThat(shown(find("model.copy.dim").span())).isEqualTo("experiment.yaml:2:8 8");
  }

  @Test
  void aDefaultIsWrittenInTheDefaults() {
    assertThat(shown(find("model.depth").span())).isEqualTo("defaults.yaml:2:10 4");
  }

  @Test
  void anOverrideKnowsWhatItReplaced() {
    Origin origin = find("constants.dim", "constants.dim=16").origin();
    assertThat(origin).isInstanceOf(Origin.Overridden.class);
    assertThat(shown(origin.span())).isEqualTo("override 1:1:15 16");
    assertThat(((Origin.Overridden) origin).replaced()).hasToString("experiment.yaml:2:8");
    Origin follower = find("model.width", "constants.dim=16").origin();
    assertThat(shown(follower.source())).isEqualTo("override 1:1:15 16");
  }

  @Test
  void anOverrideOfNothingIsWrittenThere() {
    ConfigNode added = find("model.heads", "model.heads=2");
    assertThat(added.origin()).isInstanceOf(Origin.Written.class);
    assertThat(shown(added.span())).isEqualTo("override 1:1:13 2");
  }

  private static String shown(Span span) {
    return span + " " + span.text();
  }

  private static ConfigNode find(String path, String... overrides) {
    Problems problems = new Problems();
    AssembledConfig config =
        ConfigAssembler.assemble(
            AssembleRequest.of(ConfigInput.of(SourceFile.of("experiment.yaml", EXPERIMENT)))
                .withDefaults(ConfigInput.of(SourceFile.of("defaults.yaml", DEFAULTS)))
                .withOverrides(List.of(overrides)),
            problems);
    assertThat(problems.inOrder()).allMatch(problem -> problem.code().isRemark());
    return config.find(ConfigPath.parse(path).orElseThrow()).orElseThrow();
  }
}
