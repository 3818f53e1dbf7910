// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Holds the compiler against a collection of broken and of valid configs beside the project, if
 * there is one.
 */
class CorpusTest {

  /** Faults that must be found; only ever raised. */
  private static final int FOUND_AT_LEAST = 116;

  /** Errors where there is no fault; only ever lowered. */
  private static final int FALSE_AT_MOST = 0;

  @Test
  void findsFaultsAndAcceptsWhatIsValid() throws IOException {
    Path corpus = Shared.file("corpus");
    assumeTrue(
        Files.isDirectory(corpus.resolve("public")),
        () -> "there is no collection of configs in " + corpus);
    Path shipped = Shared.file("l3m-configs");
    List<CorpusCase> cases = CorpusCase.in(corpus.resolve("public"), shipped);
    CorpusScore score = new CorpusScore();
    cases.forEach(score::add);
    System.out.println(score.table());
    assertThat(score.found()).as("faults found").isGreaterThanOrEqualTo(FOUND_AT_LEAST);
    assertThat(score.falseAlarms()).as("false errors").isLessThanOrEqualTo(FALSE_AT_MOST);
  }
}
