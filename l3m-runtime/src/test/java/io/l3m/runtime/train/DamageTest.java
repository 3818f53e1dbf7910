// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a disk makes of a file of a run: the run goes on, and its numbers are those of a run
 * that nothing happened to. {@code -Dl3m.damages=60} tries more places.
 */
class DamageTest {

  private static final int DAMAGES = Integer.getInteger("l3m.damages", 3);
  private static final int STEP = 7;

  @TempDir private Path folder;

  /** What becomes of the bytes of a file. */
  enum Damage {
    FLIPPED_BIT,
    CUT,
    ZERO_TAIL;

    byte[] of(byte[] bytes, SplittableRandom random) {
      int at = random.nextInt(bytes.length);
      byte[] damaged = this == CUT ? Arrays.copyOf(bytes, at) : bytes.clone();
      if (this == FLIPPED_BIT) {
        damaged[at] ^= (byte) (1 << random.nextInt(8));
      } else {
        Arrays.fill(damaged, Math.min(at, damaged.length), damaged.length, (byte) 0);
      }
      return damaged;
    }
  }

  private record Runs(Path whole, Path half) {}

  /** A run, and what it was after step 7. */
  private Runs runs() throws IOException {
    Path whole = folder.resolve("whole");
    assertThat(run(whole)).isZero();
    Path half = folder.resolve("half");
    copy(whole, half);
    for (String name : Tiny.checkpoints(half)) {
      if (Long.parseLong(name.substring("step-".length())) > STEP) {
        delete(half.resolve("checkpoints").resolve(name));
      }
    }
    return new Runs(whole, half);
  }

  private static int run(Path directory, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--config", "optim:\n  lr: 0.05  # a.yaml:3"));
    arguments.addAll(List.of(more));
    return Tiny.run(Tiny.experiment().ckptSaveFreq(1), directory, arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"state.json", "model.safetensors", "optimizer.safetensors"})
  void ofACheckpoint(String name) throws IOException {
    Runs runs = runs();
    SplittableRandom random = new SplittableRandom(name.hashCode());
    for (int i = 0; i < DAMAGES; i++) {
      Path run = damaged(runs, Tiny.checkpoint(runs.half(), STEP).resolve(name), i, random);
      assertThat(run(run, "--resume")).isZero();
      assertThat(Tiny.losses(run)).as("damage %d", i).isEqualTo(Tiny.losses(runs.whole()));
      assertSameEnd(run, runs.whole());
      delete(run);
    }
  }

  /** One line of what was logged before may be lost with its bytes, no other. */
  @ParameterizedTest
  @ValueSource(strings = {"metrics.jsonl", "log.txt", "config.yaml"})
  void ofAnotherFile(String name) throws IOException {
    Runs runs = runs();
    SplittableRandom random = new SplittableRandom(name.hashCode());
    for (int i = 0; i < DAMAGES; i++) {
      Path run = damaged(runs, runs.half().resolve(name), i, random);
      assertThat(run(run, "--resume")).isZero();
      assertSameEnd(run, runs.whole());
      assertThat(lastLosses(run)).as("damage %d", i).isEqualTo(lastLosses(runs.whole()));
      delete(run);
    }
  }

  @Test
  void ofTheMetricsIsNamed() throws IOException {
    Runs runs = runs();
    Path metrics = runs.half().resolve("metrics.jsonl");
    List<String> lines = new ArrayList<>(Files.readAllLines(metrics));
    lines.set(2, lines.get(2).replace("\"loss\"", "\"loss"));
    Files.write(metrics, lines);
    Output output =
        Output.of(() ->
            Trainer.main(
                Tiny.experiment().ckptSaveFreq(1).build(),
                "--output",
                runs.half().toString(),
                "--resume"));
    assertThat(output.status()).isZero();
    assertThat(output.out()).contains("metrics.jsonl is damaged", "at line 3;");
  }

  private Path damaged(Runs runs, Path file, int number, SplittableRandom random)
      throws IOException {
    Path run = folder.resolve("run");
    copy(runs.half(), run);
    Damage damage = Damage.values()[number % Damage.values().length];
    Path target = run.resolve(runs.half().relativize(file).toString());
    Files.write(target, damage.of(Files.readAllBytes(file), random));
    return run;
  }

  private static List<String> lastLosses(Path run) throws IOException {
    List<String> lines =
        Files.readAllLines(run.resolve("metrics.jsonl"), StandardCharsets.ISO_8859_1);
    return lines.subList(lines.size() - 9, lines.size()).stream() // five steps, two evaluations
        .map(line -> line.replaceAll(",\"(seconds|samples_per_second)\":[^,}]*", ""))
        .toList();
  }

  private static void assertSameEnd(Path run, Path whole) {
    for (String name : List.of("state.json", "model.safetensors", "optimizer.safetensors")) {
      assertThat(Tiny.checkpoint(run, 12).resolve(name))
          .hasSameBinaryContentAs(Tiny.checkpoint(whole, 12).resolve(name));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path entry : all.toList()) {
        Files.copy(entry, to.resolve(from.relativize(entry).toString()));
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path entry : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    }
  }
}
