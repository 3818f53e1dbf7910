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
 * Holds the compiler against a collection of broken and of valid configs that lies beside the
 * project, if it does. The system property {@code l3m.corpus} names another place.
 */
class CorpusTest {

  /** Faults that must be found; only ever raised. */
  private static final int FOUND_AT_LEAST = 116;

  /** Errors where there is no fault; only ever lowered. */
  private static final int FALSE_AT_MOST = 0;

  @Test
  void findsFaultsAndAcceptsWhatIsValid() throws IOException {
    Path corpus = corpus();
    assumeTrue(
        Files.isDirectory(corpus.resolve("public")),
        () -> "there is no collection of configs in " + corpus);
    Path shipped = corpus.resolve("../l3m-configs").normalize();
    List<CorpusCase> cases = CorpusCase.in(corpus.resolve("public"), shipped);
    CorpusScore score = new CorpusScore();
    cases.forEach(score::add);
    System.out.println(score.table());
    assertThat(score.found()).as("faults found").isGreaterThanOrEqualTo(FOUND_AT_LEAST);
    assertThat(score.falseAlarms()).as("false errors").isLessThanOrEqualTo(FALSE_AT_MOST);
  }

  private static Path corpus() {
    String given = System.getProperty("l3m.corpus");
    if (given != null) {
      return Path.of(given);
    }
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve(".mvn"))) {
      folder = folder.getParent();
    }
    return folder == null ? Path.of("corpus") : folder.resolve("../shared/corpus").normalize();
  }
}
