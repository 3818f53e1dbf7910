// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

  private static final LocalDateTime NOW = LocalDateTime.of(2026, 3, 4, 5, 6, 7);

  @TempDir private Path folder;

  @Test
  void runsOfOneSecondHaveDirectoriesOfTheirOwn() throws IOException {
    Path runs = folder.resolve("runs");
    try (RunDirectory one = RunDirectory.createBelow(runs, "a/b c", NOW);
        RunDirectory two = RunDirectory.createBelow(runs, "a/b c", NOW)) {
      assertThat(one.path()).isEqualTo(runs.resolve("a-b-c/20260304-050607"));
      assertThat(two.path()).isEqualTo(runs.resolve("a-b-c/20260304-050607-2"));
    }
  }

  @Test
  void theNewestRunWithACheckpointGoesOn() throws IOException {
    Path runs = folder.resolve("runs");
    Files.createDirectories(runs.resolve("x/20260101-000000/checkpoints"));
    Files.createDirectories(runs.resolve("x/20260102-000000/checkpoints"));
    Files.createDirectories(runs.resolve("x/20260103-000000"));
    try (RunDirectory newest = RunDirectory.newestBelow(runs, "x")) {
      assertThat(newest.path()).isEqualTo(runs.resolve("x/20260102-000000"));
    }
    assertThatThrownBy(() -> RunDirectory.newestBelow(runs, "y"))
        .hasMessageContaining("There is no run with a checkpoint below");
  }

  @Test
  void aClockThatWentBackMakesNoRunOlder() throws IOException {
    Path runs = folder.resolve("runs");
    Files.createDirectories(runs.resolve("x/20260905-000000/checkpoints"));
    for (int number = 2; number <= 11; number++) {
      try (RunDirectory run = RunDirectory.createBelow(runs, "x", NOW)) {
        assertThat(run.path()).isEqualTo(runs.resolve("x/20260905-000000-" + number));
        Files.createDirectory(run.checkpoints());
      }
    }
    try (RunDirectory newest = RunDirectory.newestBelow(runs, "x")) {
      assertThat(newest.path()).isEqualTo(runs.resolve("x/20260905-000000-11"));
    }
  }

  @Test
  void nothingIsMovedOutOfAFolderWithOtherThings() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "mine");
    Files.writeString(folder.resolve("log.txt"), "earlier");
    RunDirectory.create(Optional.of(folder), "x", NOW).close();
    assertThat(folder.resolve("notes.txt")).hasContent("mine");
    assertThat(folder.resolve("earlier/20260304-050607/log.txt")).hasContent("earlier");
  }

  @Test
  void aFileInTheWayIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("taken"));
    assertThatThrownBy(() -> RunDirectory.create(Optional.of(file), "x", NOW))
        .isInstanceOf(RunFailure.class)
        .hasMessageContainingAll("taken", "in the way", "--output");
  }
}
