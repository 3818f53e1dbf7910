// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.l3m.runtime.block.NamedTensor;
import io.l3m.runtime.checkpoint.Safetensors;
import io.l3m.runtime.checkpoint.SafetensorsFile;
import io.l3m.runtime.checkpoint.StartingWeights;
import io.l3m.runtime.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run begins with the weights of {@code model.checkpoint}, or says why it cannot. */
class StartingWeightsTest {

  @TempDir private Path folder;
  private Path run;

  @BeforeEach
  void nameRun() {
    run = folder.resolve("run");
  }

  /** One step that changes nothing. */
  private static Experiment.Builder<Points, Tensor> experiment() {
    return Tiny.experiment().schedule(where -> 0).totalIterations(1).withoutTestFrequency();
  }

  private String write(String name, NamedTensor... tensors) throws IOException {
    Path file = folder.resolve(name);
    Safetensors.write(file, List.of(tensors), Map.of());
    return file.toString();
  }

  private static NamedTensor weight(String name, float... values) {
    return new NamedTensor(name, Tensors.ofFloats(values, 1, values.length));
  }

  private static NamedTensor bias(String name, float value) {
    return new NamedTensor(name, Tensors.ofFloats(new float[] {value}, 1));
  }

  private float[] trained(String name) throws IOException {
    Path file = Tiny.checkpoint(run, 1).resolve("model.safetensors");
    try (SafetensorsFile tensors = Safetensors.read(file)) {
      return Tensors.toFloats(tensors.tensor(name));
    }
  }

  private static String refusal(Experiment.Builder<Points, Tensor> experiment, Path run) {
    Output output = Output.of(() -> Tiny.run(experiment, run));
    assertThat(output.status()).isEqualTo(1);
    return output.err();
  }

  @Test
  void aRunBeginsWithThem() throws IOException {
    String file = write("w.safetensors", weight("weight", 1, 2, 3), bias("bias", 4));
    Output output =
        Output.of(
            () -> Trainer.main(experiment().checkpoint(file).build(), "--output", run.toString()));
    assertThat(output.status()).isZero();
    assertThat(output.out()).contains("starting from 2 tensors of `" + file + "`");
    assertThat(trained("weight")).containsExactly(1, 2, 3);
    assertThat(trained("bias")).containsExactly(4);
  }

  @Test
  void filtersAndRenamingsApplyInOrder() throws IOException {
    String file =
        write(
            "w.safetensors",
            weight("module.net.weight", 1, 2, 3),
            bias("module.net.bias", 4),
            weight("module.head.weight", 7));
    assertThat(
            Tiny.run(
                experiment()
                    .checkpoint(file)
                    .checkpointFilters("*.head.*")
                    .checkpointRenamer("module.", "")
                    .checkpointRenamer("net.", ""),
                run))
        .isZero();
    assertThat(trained("weight")).containsExactly(1, 2, 3);
  }

  @Test
  void aLaterFileWins() throws IOException {
    String first = write("a.safetensors", weight("weight", 1, 2, 3), bias("bias", 4));
    String second = write("b.safetensors", bias("old.bias", 5));
    assertThat(
            Tiny.run(
                experiment()
                    .checkpoint(StartingWeights.builder().checkpoint(first).build())
                    .checkpoint(
                        StartingWeights.builder()
                            .checkpoint(second)
                            .checkpointRenamer("old.", "")
                            .build()),
                run))
        .isZero();
    assertThat(trained("weight")).containsExactly(1, 2, 3);
    assertThat(trained("bias")).containsExactly(5);
  }

  @Test
  void aFilterExcusesWhatTheFileLacks() throws IOException {
    String file = write("w.safetensors", weight("weight", 1, 2, 3));
    assertThat(Tiny.run(experiment().checkpoint(file).checkpointFilters("bias"), run)).isZero();
    assertThat(trained("bias")).containsExactly(0);
    assertThat(refusal(experiment().checkpoint(file), folder.resolve("other")))
        .contains("1 of its tensors are missing: [bias]", "`checkpoint_filters: [bias]`");
  }

  @Test
  void whatDoesNotFitIsListedAsAWhole() throws IOException {
    String file =
        write("w.safetensors", weight("weight", 1, 2), bias("head.bias", 1), bias("head.b", 1));
    assertThat(refusal(experiment().checkpoint(file), run))
        .contains(
            "do not fit the model",
            "[bias]",
            "2 tensors have no place in it: [head.bias, head.b]",
            "`checkpoint_filters: [head.*]`",
            "weight [1, 2] instead of [1, 3]");
    assertThat(run.resolve("checkpoints")).doesNotExist();
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThat(refusal(experiment().checkpoint(folder.resolve("no.pth").toString()), run))
        .contains("no.pth` does not exist");
  }

  @Test
  void aRunThatGoesOnDoesNotNeedThem() throws IOException {
    String file = write("w.safetensors", weight("weight", 1, 2, 3), bias("bias", 4));
    assertThat(Tiny.run(experiment().checkpoint(file), run)).isZero();
    Files.delete(Path.of(file));
    assertThat(Tiny.run(experiment().checkpoint(file).totalIterations(2), run, "--resume"))
        .isZero();
    assertThat(Tiny.losses(run)).hasSize(2);
  }

  @Test
  void theCheckpointOfARunIsAFileOfWeights() throws IOException {
    Path first = folder.resolve("first");
    assertThat(Tiny.run(Tiny.experiment(), first)).isZero();
    String checkpoint = Tiny.checkpoint(first, 12).toString();
    assertThat(Tiny.run(experiment().checkpoint(checkpoint), run)).isZero();
    assertThat(Tiny.checkpoint(run, 1).resolve("model.safetensors"))
        .hasSameBinaryContentAs(Tiny.checkpoint(first, 12).resolve("model.safetensors"));
  }

  @Test
  void anEvaluationUsesThem() throws IOException {
    String file = write("w.safetensors", weight("weight", 1, 2, 3), bias("bias", 4));
    Output output = Output.of(() -> Trainer.main(experiment().checkpoint(file).eval(true).build()));
    assertThat(output.status()).isZero();
    assertThat(output.out()).contains("evaluating `model.checkpoint`");
  }

  @Test
  void anUnknownFamilyOfNamesIsRefused() {
    assertThatThrownBy(() -> experiment().checkpointRenamer("aimv3"))
        .hasMessageContaining("it must be `aimv2`");
  }
}
