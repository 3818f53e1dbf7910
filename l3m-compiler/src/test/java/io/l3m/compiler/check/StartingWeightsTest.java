// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.CheckRequest;
import io.l3m.compiler.Compiler;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of weights that fit are not spoken about. */
class StartingWeightsTest {

  private static final Path BASE = Path.of("src/test/fixtures/base/images.yaml");
  private static final String WEIGHTS = "src/test/fixtures/weights/";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model.checkpoint=@images.pth",
        "model.checkpoint=@wrapped.pth; model.checkpoint_renamer=[[module.,'']]",
        "model.checkpoint=@trunk.pth; model.checkpoint_filters=['head.*']",
        "model.checkpoint=@hundred.pth; model.checkpoint_filters=['head.*']",
        "model.checkpoint=@wrapped.pth; model.checkpoint_filters=['module.head.*']; model.checkpoint_renamer=[[module.,'']]",
        "model.checkpoint=[{checkpoint: @trunk.pth}, {checkpoint: @images.pth}]",
        "model.checkpoint=[{checkpoint: @hundred.pth, checkpoint_filters: ['head.*']}, {checkpoint: @wrapped.pth, checkpoint_renamer: [[module.,'']]}]",
        "model.checkpoint=@towers.pth; model.checkpoint_filters=['teacher.*']; model.checkpoint_renamer=[[student.,'']]"
      })
  void weightsThatFitAreFine(String overrides) {
    List<String> arguments =
        Stream.of(overrides.split(";")).map(each -> each.strip().replace("@", WEIGHTS)).toList();
    CheckRequest request = CheckRequest.of(BASE).withOverrides(arguments);
    assertThat(new Compiler().check(request).problems()).isEmpty();
  }
}
