// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "an open file cannot be removed there")
class LogFileTest {

  @TempDir private Path folder;
  private Path run = Path.of("");
  private Path path = Path.of("");

  @BeforeEach
  void choosePath() throws IOException {
    run = Files.createDirectory(folder.resolve("run"));
    path = run.resolve("log.txt");
  }

  @Test
  void whatWasRemovedIsWrittenAnew() throws IOException {
    Files.writeString(path, "earlier\n");
    try (LogFile file = LogFile.open(path)) {
      file.append("one\n");
      Files.delete(path);
      file.append("two\n");
      file.restore();
      assertThat(path).hasContent("earlier\none\ntwo\n");
      file.append("three\n");
      file.restore();
    }
    assertThat(path).hasContent("earlier\none\ntwo\nthree\n");
    assertThat(run.toFile().list()).hasSize(1);
  }

  @Test
  void whatCannotBeRestoredNowCanBeLater() throws IOException {
    try (LogFile file = LogFile.open(path)) {
      file.append("one\n");
      Path away = folder.resolve("away");
      Files.move(run, away);
      assertThat(folder.resolve("away/log.txt")).hasContent("one\n");
      assertThatThrownBy(file::restore).isInstanceOf(NoSuchFileException.class);
      file.append("two\n");
      Files.createDirectory(run);
      file.restore();
      file.append("three\n");
      assertThat(away.resolve("log.txt")).hasContent("one\ntwo\n");
    }
    assertThat(path).hasContent("one\ntwo\nthree\n");
  }

  @Test
  void whatTookItsPlaceIsKept() throws IOException {
    Files.writeString(path.resolveSibling("log.txt.2"), "older\n");
    try (LogFile file = LogFile.open(path)) {
      file.append("one\n");
      Files.move(path, folder.resolve("moved"));
      Files.writeString(path, "other\n");
      file.restore();
      file.append("two\n");
    }
    assertThat(path).hasContent("one\ntwo\n");
    assertThat(path.resolveSibling("log.txt.2")).hasContent("older\n");
    assertThat(path.resolveSibling("log.txt.3")).hasContent("other\n");
  }
}
