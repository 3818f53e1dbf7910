// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.weights.WeightTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ExportCommandTest {

  private static final Path WEIGHTS =
      Path.of("../l3m-weights/src/test/resources/io/l3m/weights/torch/state-dict.pth");

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();

  private int run(String... arguments) {
    PrintWriter writer = new PrintWriter(out, true);
    return new CommandLine(new L3m())
        .setOut(writer)
        .setErr(writer)
        .execute(Stream.concat(Stream.of("export"), Stream.of(arguments)).toArray(String[]::new));
  }

  @Test
  void aFileOfPyTorchBecomesSafetensors() throws IOException {
    String target = folder.resolve("model").toString();
    assertThat(
            run(WEIGHTS.toString(), "-o", target, "--leave-out", "1.*", "--rename", "0.=linear."))
        .isZero();
    assertThat(out.toString()).contains("2 tensors of", "model.safetensors");
    assertThat(WeightTable.read(Path.of(target)).tensors().keySet())
        .containsExactlyInAnyOrder("linear.weight", "linear.bias");
  }

  @Test
  void theNewestCheckpointOfARunIsTaken() throws IOException {
    for (String step : List.of("00000009", "00000010")) {
      Path checkpoint = Files.createDirectories(folder.resolve("run/checkpoints/step-" + step));
      assertThat(run(WEIGHTS.toString(), "-o", checkpoint.toString())).isZero();
      Files.createFile(checkpoint.resolve("state.json"));
    }
    Files.createDirectories(folder.resolve("run/checkpoints/step-00000011"));
    String target = folder.resolve("model").toString();
    assertThat(run(folder.resolve("run").toString(), "-o", target, "--max-shard-size", "0.03KB"))
        .isZero();
    assertThat(out.toString()).contains("step-00000010 in 4 files and their index");
    assertThat(Path.of(target).resolve("model.safetensors.index.json")).exists();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-o TARGET nowhere.pth | 1 | there is no file `nowhere.pth`",
        "-o . FILE | 1 | exists already and is not empty",
        "-o TARGET --max-shard-size many FILE | 2 | is no size such as 500MB",
        "-o TARGET --rename x FILE | 2 | is not of the form OLD=NEW",
        "-o TARGET --leave-out * FILE | 1 | nothing is left to write of",
        "-o TARGET --rename 0.weight=0.bias FILE | 1 | gives several tensors one name",
        "-o FILE/x FILE | 1 | error: `",
      })
  void mistakesAreNamed(String arguments, int status, String message) {
    String[] words =
        arguments
            .replace("TARGET", folder.resolve("model").toString())
            .replace("FILE", WEIGHTS.toString())
            .split(" ");
    assertThat(run(words)).isEqualTo(status);
    assertThat(out.toString()).contains(message);
    assertThat(folder.resolve("model")).doesNotExist();
  }
}
