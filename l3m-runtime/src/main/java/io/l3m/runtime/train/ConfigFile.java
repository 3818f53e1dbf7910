// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.log.RunLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/**
 * {@code config.yaml} in a run directory: the config of the steps to come. What it was before a run
 * went on with another is kept as {@code config-until-00000123.yaml}, after the last step with it.
 */
record ConfigFile(Path file) {

  /**
   * Tells what has changed since the run wrote its config.
   *
   * @param text the config now; empty where the program knows none
   */
  void tellChanges(String text, long step, RunLog log) {
    if (text.isEmpty() || !Files.exists(file)) {
      return;
    }
    try {
      List<String> changes =
          RunConfig.of(text).changesSince(RunConfig.of(Files.readString(file)), step);
      changes.forEach(log::note);
    } catch (IOException e) {
      log.note(
          "warning: what has changed in the config is unknown, since `%s` cannot be read: %s"
              .formatted(file, Reasons.of(e)));
    }
  }

  /**
   * Writes the config, unless the same values are there. A run does not end for it.
   *
   * @param step up to which another config that is there was used
   */
  void keep(String text, long step, RunLog log) {
    if (text.isEmpty()) {
      return;
    }
    try {
      if (Files.exists(file)) {
        if (isThere(text)) {
          return;
        }
        putAside(step);
      }
      write(text);
    } catch (IOException e) {
      log.note("warning: `%s` cannot be written: %s".formatted(file, Reasons.of(e)));
    }
  }

  private boolean isThere(String text) {
    try {
      return RunConfig.of(text).hasValuesOf(RunConfig.of(Files.readString(file)));
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** No step was taken with a config that comes second at the same step. */
  private void putAside(long step) throws IOException {
    Path aside = file.resolveSibling(String.format(Locale.ROOT, "config-until-%08d.yaml", step));
    if (!Files.exists(aside)) {
      Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private void write(String text) throws IOException {
    Path draft = file.resolveSibling("." + file.getFileName() + ".partial");
    try {
      try (FileChannel channel =
          FileChannel.open(
              draft,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
