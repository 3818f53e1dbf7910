// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.Analysis;
import io.l3m.compiler.AnalysisResult;
import io.l3m.compiler.CheckRequest;
import io.l3m.compiler.Compiler;
import java.nio.file.Path;
import java.util.List;

/** The experiments that people begin with. */
final class QuickStarts {

  private static final Path ROOT = Path.of("..");

  private QuickStarts() {}

  static CheckRequest request(String name) {
    return CheckRequest.of(ROOT.resolve("configs/quickstart").resolve(name + ".yaml"))
        .withBase(ROOT);
  }

  static Analysis analysis(String name, String... overrides) {
    AnalysisResult result = new Compiler().analyse(request(name).withOverrides(List.of(overrides)));
    assertThat(result.problems()).allMatch(problem -> problem.code().isRemark());
    return result.analysis().orElseThrow();
  }
}
