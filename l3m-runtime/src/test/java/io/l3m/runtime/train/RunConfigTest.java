// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run directory says of its config, and of a config that changes on the way. */
class RunConfigTest {

  private static final String BEFORE =
      """
      # a comment
      experiment:
        name: 'it''s: a # name'             # a.yaml:2
        seed: 3                             # a.yaml:3
      optim:
        lr: 0.001                           # a.yaml:5
        betas:
          - 0.9                             # a.yaml:6
          - 0.95                            # a.yaml:6
        scheduler:
          - _target_: x.Warmup              # a.yaml:8
            steps: 10                       # a.yaml:9
          - - 1                             # a.yaml:10
            - "two: \\" # 2"                 # a.yaml:10
          - {}                              # a.yaml:11
      'odd key': null                       # a.yaml:12
      """;

  @TempDir private Path folder;

  @Test
  void everyValueHasItsPath() {
    assertThat(RunConfig.of(BEFORE).values().entrySet())
        .extracting(entry -> entry.getKey() + " = " + entry.getValue().text())
        .containsExactly(
            "experiment.name = 'it''s: a # name'",
            "experiment.seed = 3",
            "optim.lr = 0.001",
            "optim.betas[0] = 0.9",
            "optim.betas[1] = 0.95",
            "optim.scheduler[0]._target_ = x.Warmup",
            "optim.scheduler[0].steps = 10",
            "optim.scheduler[1][0] = 1",
            "optim.scheduler[1][1] = \"two: \\\" # 2\"",
            "optim.scheduler[2] = {}",
            "'odd key' = null");
    assertThat(RunConfig.of(BEFORE).values())
        .containsEntry("optim.lr", new RunConfig.Leaf("0.001", "a.yaml:5"));
  }

  @Test
  void changesAreListedFromOldToNewWithTheirPlace() {
    String after =
        BEFORE
            .replace("0.001      ", "0.0005     ")
            .replace("a.yaml:5", "override `optim.lr=0.0005`, instead of a.yaml:5")
            .replace("seed: 3", "seed: 4")
            .replace("    - 0.95                            # a.yaml:6\n", "")
            .replace("optim:\n", "optim:\n  decay: 1                          # a.yaml:5\n");
    assertThat(RunConfig.of(after).changesSince(RunConfig.of(BEFORE), 54))
        .containsExactly(
            "the config has changed since step 54; from here on it is",
            "  experiment.seed: 3 → 4  (a.yaml:3), of no effect on a run that goes on",
            "  optim.lr: 0.001 → 0.0005  (override `optim.lr=0.0005`)",
            "  optim.betas[1]: 0.95 → not there",
            "  optim.decay: not there → 1  (a.yaml:5)");
  }

  @Test
  void otherPlacesAloneAreNoChange() {
    RunConfig moved = RunConfig.of(BEFORE.replace("a.yaml", "b.yaml"));
    assertThat(moved.changesSince(RunConfig.of(BEFORE), 1)).isEmpty();
    assertThat(moved.hasValuesOf(RunConfig.of(BEFORE))).isTrue();
  }

  @Test
  void anotherOrderOfSamplesIsToldOf() {
    RunConfig before = RunConfig.of("data:\n  train:\n    dataloader:\n      batch_size: 8\n");
    RunConfig after = RunConfig.of("data:\n  train:\n    dataloader:\n      batch_size: 4\n");
    assertThat(after.changesSince(before, 1)).last().asString().contains("samples may come twice");
  }

  @Test
  void aRunKeepsItsConfigAndThoseBefore() throws IOException {
    Path run = folder.resolve("run");
    String first = "optim:\n  lr: 0.05  # a.yaml:1\n";
    String second = "optim:\n  lr: 0.04  # a.yaml:1\n";
    assertThat(Tiny.run(Tiny.experiment(), run, "--config", first)).isZero();
    assertThat(run.resolve("config.yaml")).hasContent(first);
    Experiment.Builder<Points, Tensor> longer = Tiny.experiment().totalIterations(14);
    assertThat(Tiny.run(longer, run, "--resume", "--config", first.replace("a.yaml", "b.yaml")))
        .isZero();
    assertThat(run.resolve("config.yaml")).hasContent(first);
    assertThat(Tiny.run(longer, run, "--resume", "--config", second)).isZero();
    assertThat(run.resolve("config.yaml")).hasContent(second);
    assertThat(run.resolve("config-until-00000014.yaml")).hasContent(first);
    assertThat(Files.readString(run.resolve("log.txt"))).contains("optim.lr: 0.05 → 0.04");
    assertThat(Tiny.run(Tiny.experiment(), run, "--config", first)).isZero();
    assertThat(names(run)).doesNotContain("config-until-00000014.yaml").contains("earlier");
  }

  @Test
  void aRunOfAnEarlierVersionGoesOn() throws IOException {
    Path run = folder.resolve("run");
    assertThat(Tiny.run(Tiny.experiment(), run)).isZero();
    assertThat(names(run)).doesNotContain("config.yaml");
    assertThat(Tiny.run(Tiny.experiment(), run, "--resume", "--config", "a: 1\n")).isZero();
    assertThat(run.resolve("config.yaml")).hasContent("a: 1\n");
  }

  private static List<String> names(Path run) throws IOException {
    try (Stream<Path> entries = Files.list(run)) {
      return entries.map(entry -> entry.getFileName().toString()).toList();
    }
  }
}
