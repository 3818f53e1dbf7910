// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.l3m.compiler.CheckRequest;
import io.l3m.compiler.CompileRequest;
import io.l3m.compiler.CompileResult;
import io.l3m.compiler.Compiler;
import io.l3m.compiler.emit.EmittedFile;
import io.l3m.house.Checkout;
import io.l3m.runtime.train.Experiment;
import io.l3m.runtime.train.Trainer;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experts in two trunks, from the config to the figures of a training with accumulation. */
final class MixtureProgramTest {

  @TempDir private static Path work;

  @Test
  void balancesTheExpertsOfAllTrunks() throws Exception {
    CompileResult program = compile();
    assertThat(program.hasErrors()).isFalse();
    assertThat(source(program, "Model"))
        .containsSubsequence(
            ".block(", "Moe.builder()", "0,", "2)", ".block(", "SwiGluFfn.builder()", "1)");
    assertThat(source(program, "Loss"))
        .contains("moeBalancingLoss.forward(outputs.tokensExperts(), outputs.tokensExperts2())");
    Path classes = Files.createDirectory(work.resolve("classes"));
    new JavaSources(program.files()).compileInto(classes);
    URL[] places = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(places, getClass().getClassLoader())) {
      Class<?> main = loader.loadClass(program.mainClass());
      Experiment<?, ?> experiment = (Experiment<?, ?>) main.getMethod("experiment").invoke(null);
      Path output = work.resolve("run");
      assertThat(Trainer.main(experiment, "--output", output.toString(), "--quiet")).isZero();
      List<JsonObject> figures =
          Files.readAllLines(output.resolve("metrics.jsonl")).stream()
              .map(line -> JsonParser.parseString(line).getAsJsonObject())
              .toList();
      assertThat(figures).hasSize(7); // six steps and an evaluation
      assertThat(figures)
          .allSatisfy(entry ->
              // 0.5 if all experts are used alike, and at the most so much times their number
              assertThat(entry.get("moe/load_balancing_loss").getAsDouble()).isBetween(0.4, 1.5));
    }
  }

  private static CompileResult compile() throws Exception {
    Path digits = Checkout.root().resolve("configs/quickstart/data/digits/image-folder");
    Path config = Path.of(MixtureProgramTest.class.getResource("/mixtures/digits.yaml").toURI());
    CheckRequest check =
        CheckRequest.of(config)
            .withDefaults(Checkout.root().resolve("configs/defaults.yaml"))
            .withOverrides(
                List.of(
                    "data.train.dataset.root=" + digits.resolve("train"),
                    "data.validation.dataset.root=" + digits.resolve("val")));
    return new Compiler().compile(CompileRequest.of(check));
  }

  private static String source(CompileResult program, String suffix) {
    return program.files().stream()
        .filter(file -> file.path().endsWith(suffix + ".java"))
        .map(EmittedFile::text)
        .findFirst()
        .orElseThrow();
  }
}
