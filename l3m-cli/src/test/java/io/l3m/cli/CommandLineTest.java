// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.l3m.compiler.diag.Code;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the commands make of their arguments. */
class CommandLineTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream realOut = System.out;
  private final PrintStream realErr = System.err;

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(out, true, UTF_8));
    System.setErr(new PrintStream(err, true, UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(realOut);
    System.setErr(realErr);
  }

  @ParameterizedTest(name = "l3m {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          check                             | Missing required parameter: `FILE|KEY=VALUE`
          check a.b=1 ~c                    | no config is named, only changes to one: a.b=1
          check a.yaml --world-size 0       | --world-size must be at least 1, not 0
          check a.yaml --world-size two     | `--world-size`: `two` is not an int
          check a.yaml --format xml         | `--format`: one of `text`, `short`, `json`, `sarif`, `github` is expected, not `xml`
          check a.yaml --colour             | `l3m check` has no option `--colour`
          check a.yaml --formt=json         | no option `--formt`; did you mean `--format`?
          check a.yaml --experiment.seed=3  | a change to a config has no dashes: `experiment.seed=3`
          --hlp                             | `l3m` has no option `--hlp`; did you mean `--help`?
          train a.yaml b.yaml               | one config is expected, not 2
          explain a.yaml b.yaml             | one config is expected, not 2
          explain a.yaml --graph a.png      | `a.png` is to end in .svg, .dot or .mmd
          diff a.yaml                       | two configs are expected, not 1
          compile a.yaml                    | Missing required option: `--output=DIR`
          compile a.yaml -o d --package 1.x | `1.x` is no name of a Java package
          errors 301 399                    | no code `399`; near it are L3M0401
          errors seven                      | no code `seven`; `l3m errors` lists them all
          chekc a.yaml                      | there is no command `chekc`; did you mean `check`?
          verfy                             | there is no command `verfy`; did you mean `verify`?
          a.yaml                            | to train it: `l3m train a.yaml`
          blocks ViT Transformer            | `Transformer` is one argument too many
          explain a.yaml --json --resolved  | --resolved, --json exclude each other
          explain a.yaml --graph svg        | `svg` is to end in .svg, .dot or .mmd
          """)
  void wrongArgumentsAreNamedInAFewLines(String arguments, String message) {
    assertThat(Main.run(arguments.split(" "))).isEqualTo(2);
    assertThat(text(err)).contains(message).contains("--help").hasLineCount(2);
    assertThat(text(out)).isEmpty();
  }

  @Test
  void anEmptyArgumentIsNoConfig() {
    assertThat(Main.run("check", "")).isEqualTo(2);
    assertThat(text(err)).contains("an empty argument names no config");
  }

  @Test
  void noArgumentsAtAllShowTheCommands() {
    assertThat(Main.run()).isEqualTo(2);
    assertThat(text(err)).contains("train", "check", "compile", "explain", "verify", "Exit status");
  }

  @ParameterizedTest
  @CsvSource({
    "--help",
    "-h",
    "train --help",
    "check -h",
    "compile --help",
    "explain --help",
    "errors -h",
    "blocks --help",
    "schema --help"
  })
  void helpIsNoError(String arguments) {
    assertThat(Main.run(arguments.split(" "))).isZero();
    assertThat(text(out)).startsWith("Usage: l3m");
  }

  @Test
  void aShellCanCompleteTheCommands() {
    assertThat(Main.run("completion")).isZero();
    assertThat(text(out)).startsWith("#!").contains("explain", "--world-size");
  }

  @Test
  void theVersionNamesLibtorchAndJava() {
    assertThat(Main.run("--version")).isZero();
    assertThat(text(out)).matches("l3m \\d\\S+ \\(libtorch 2\\.\\S+, Java \\d\\S+\\)\\s*");
  }

  @Test
  void aMissingConfigIsAnErrorOfTheConfig() {
    String missing = folder.resolve("no.yaml").toString();
    assertThat(Main.run("check", missing, "--format", "short")).isEqualTo(1);
    assertThat(text(out)).startsWith(missing + ":1:1: error: ").hasLineCount(1);
  }

  @Test
  void severalConfigsGiveOneReport() {
    String missing = folder.resolve("no.yaml").toString();
    assertThat(Main.run("check", "--format=json", missing, missing + "2")).isEqualTo(1);
    assertThat(
            JsonParser.parseString(text(out)).getAsJsonObject().getAsJsonArray("problems").asList())
        .hasSize(2);
  }

  @Test
  void aReportEndsWithTheWayToAnExplanation() {
    Main.run("check", folder.resolve("no.yaml").toString());
    assertThat(text(out)).endsWith("\n1 error\n`l3m errors L3M0001` explains\n");
  }

  @Test
  void codesAreExplainedInTheOrderAsked() {
    assertThat(Main.run("errors", "l3m0504", "1")).isZero();
    assertThat(text(out))
        .startsWith("error[L3M0504]: a batch of … cannot be split evenly")
        .contains("\nReason: ", "\nRemedy: ", "\n\nerror[L3M0001]: there is no file …\n")
        .doesNotContain("```");
  }

  @Test
  void withoutACodeAllAreListed() {
    assertThat(Main.run("errors")).isZero();
    assertThat(text(out)).hasLineCount(Code.values().length).startsWith("L3M0001  there is no");
  }

  @Test
  void trainingStopsAtErrors() {
    String missing = folder.resolve("no.yaml").toString();
    assertThat(Main.run("train", missing)).isEqualTo(1);
    assertThat(text(err)).contains("error[L3M", "1 error");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void aProgramLosesTheFilesThatItDoesNotHaveAnyMore() throws IOException {
    Path config = Path.of("..", "configs", ".", "quickstart", "digits-vit.yaml");
    Path program = folder.resolve("io/l3m/generated/digits_vit");
    String[] words = {"compile", config.toString(), "-o", folder.toString()};
    assertThat(Main.run(words)).isZero();
    assertThat(program.resolve("DigitsVitMetrics.java"))
        .content()
        .contains("\n// ../configs/quickstart/digits-vit.yaml\n");
    Path own = Files.writeString(program.resolve("Own.java"), "class Own {}\n");
    String[] without = {words[0], words[1], words[2], words[3], "~metrics"};
    assertThat(Main.run(without)).isZero();
    assertThat(text(out)).contains("; 1 deleted");
    assertThat(program.resolve("DigitsVitMetrics.java")).doesNotExist();
    assertThat(own).exists();
    assertThat(program.resolve("DigitsVitModel.java")).exists();
  }

  @Test
  void theEndThatABlockAppendsToAKeyIsNotToBeWritten() {
    String postprocessor = "model.meta_model.postprocessor.";
    int status =
        Main.run(
            "check",
            "../configs/quickstart/digits-vit.yaml",
            postprocessor + "_target_=l3m.model.postprocessors.misc.AverageLastNLayers",
            postprocessor + "read_key=image_tokens_trunk",
            "+" + postprocessor + "layers=[2, 3]",
            "+" + postprocessor + "reduce=true",
            "~" + postprocessor + "index");
    assertThat(status).isEqualTo(1);
    assertThat(text(out) + text(err))
        .contains("nobody writes `image_tokens_trunk_trunk`")
        .contains("did you mean `image_tokens`?");
  }

  @Test
  void theConfigsOfThisRepositoryHaveNoProblems() throws IOException {
    List<String> words = new ArrayList<>(List.of("check", "--strict"));
    try (Stream<Path> files = Files.walk(Path.of("../configs"))) {
      files
          .map(Path::toString)
          .filter(file -> file.endsWith(".yaml") && !file.endsWith("defaults.yaml"))
          .sorted()
          .forEach(words::add);
    }
    assertThat(words).hasSizeGreaterThan(10);
    assertThat(Main.run(words.toArray(String[]::new))).as(text(out) + text(err)).isZero();
  }

  @Test
  void explainingStopsAtErrors() {
    String missing = folder.resolve("no.yaml").toString();
    assertThat(Main.run("explain", missing)).isEqualTo(1);
    assertThat(text(err)).contains("error[L3M", "1 error");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void aFileMayBeNamedLikeAnOverride() throws IOException {
    Path config = Files.createDirectory(folder.resolve("lr=3")).resolve("a.yaml");
    Files.writeString(config, "");
    Main.run("check", "--format=short", config.toString());
    assertThat(text(err)).isEmpty();
  }

  @Test
  void aBugOfOursAsksForAReport() throws IOException {
    StringWriter text = new StringWriter();
    int status = new BugReport(new IllegalStateException("boom")).print(new PrintWriter(text));
    assertThat(status).isEqualTo(70);
    assertThat(text.toString()).contains("bug of l3m", "boom", "report it");
    String file = text.toString().replaceAll("(?s).* the file (\\S+)\\s*$", "$1");
    assertThat(Path.of(file)).content().contains("l3m ", "IllegalStateException: boom", "\tat ");
    Files.delete(Path.of(file));
  }

  @Test
  void aBlockIsDescribed() {
    assertThat(Main.run("blocks", "GenericAttention")).isZero();
    assertThat(text(out))
        .startsWith("### `l3m.model.layers.attention.GenericAttention`")
        .contains("| `num_heads` | `int >= 1` | `8` |");
  }

  @Test
  void allBlocksAreListed() {
    assertThat(Main.run("blocks")).isZero();
    assertThat(text(out)).contains("Attention\n", "\n  torch.optim.AdamW  ");
  }

  @Test
  void anUnknownBlockIsAnsweredWithTheNearestNames() {
    assertThat(Main.run("blocks", "torch.optim.AdamV")).isEqualTo(1);
    assertThat(text(out)).isEmpty();
    assertThat(text(err))
        .startsWith("l3m: there is no block or section `torch.optim.AdamV`")
        .contains("\n  torch.optim.AdamW\n");
  }

  @Test
  void theSchemaHasOnesOwnBlocks() throws IOException {
    Path own = folder.resolve("own.blocks");
    Files.writeString(own, "block lab.Gate role module {\n  param width int >= 1\n}\n");
    assertThat(Main.run("schema", "--blocks", own.toString())).isZero();
    assertThat(
            JsonParser.parseString(text(out))
                .getAsJsonObject()
                .getAsJsonObject("definitions")
                .keySet())
        .contains("block.lab.Gate", "block.torch.optim.AdamW", "section.experiment");
    Files.writeString(own, "block lab.Gate role module {\n  param width inn\n}\n");
    assertThat(Main.run("schema", "--blocks", own.toString())).isEqualTo(1);
    assertThat(text(err)).contains("own.blocks:2");
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(UTF_8);
  }
}
