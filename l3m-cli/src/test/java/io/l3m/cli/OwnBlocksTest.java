// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.house.Checkout;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example project with a person's own blocks, from its files to a checkpoint. */
class OwnBlocksTest {

  private static final Path EXAMPLE = Checkout.root().resolve("examples/own-blocks");

  @TempDir private Path folder = Path.of("");

  @Test
  void trains() throws IOException, InterruptedException {
    Path classes = compiled(EXAMPLE.resolve("src/main/java"));
    assertThat(l3m("train", "--class-path", classes.toString(), "--output", "run")).isZero();
    assertThat(said()).contains("20/20");
    try (Stream<Path> files = Files.walk(folder.resolve("run"))) {
      assertThat(files).anyMatch(file -> file.toString().endsWith(".safetensors"));
    }
  }

  @Test
  void withoutItsClassesTheConfigIsFineButCannotRun() throws IOException, InterruptedException {
    assertThat(l3m("train")).isEqualTo(ExitStatus.UNAVAILABLE);
    assertThat(said())
        .contains(
            "no class com.example.blocks.GemPool", "--class-path names where the classes of your");
  }

  @Test
  void aClassPathMustBeThere() throws IOException, InterruptedException {
    assertThat(l3m("train", "--class-path", "nowhere")).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(said()).contains("--class-path: there is no nowhere");
  }

  @Test
  void theBlockOfTheDocumentTrains() throws IOException, InterruptedException {
    String document = Files.readString(Checkout.root().resolve("docs/own-blocks.md"));
    String[] fenced = document.split("(?m)^```.*\\R", -1);
    Files.writeString(folder.resolve("mine.blocks"), fenced[1]);
    Files.createDirectories(folder.resolve("src"));
    Files.writeString(folder.resolve("src/Gate.java"), fenced[3]);
    Path quickStart = Checkout.root().resolve("configs/quickstart/digits-vit.yaml");
    String config = Files.readString(quickStart);
    Files.writeString(
        folder.resolve("gated.yaml"),
        config.substring(0, config.indexOf("    postprocessor:"))
            + fenced[7]
            + config.substring(config.indexOf("    head:")));
    Path classes = compiled(folder.resolve("src"));
    Path gated = folder.resolve("gated.yaml");
    Path defaults = Checkout.root().resolve("configs/defaults.yaml");
    List<String> more =
        List.of("--class-path", classes.toString(), "--defaults", defaults.toString());
    assertThat(l3m("train", gated, folder.resolve("mine.blocks"), more)).isZero();
    assertThat(said()).contains("20/20");
  }

  @Test
  void aClassThatDoesNotFitItsEntryIsThePersonsToMend() throws IOException, InterruptedException {
    Path classes = compiled(changed("Builder power(double", "Builder pover(double"));
    assertThat(l3m("train", "--class-path", classes.toString())).isEqualTo(ExitStatus.ERRORS);
    assertThat(said()).contains("does not fit its entry", "power(2.0)").doesNotContain("a bug");
  }

  @Test
  void tensorsThatTheEntryDoesNotHaveAreNamed() throws IOException, InterruptedException {
    Path classes = compiled(changed("parameter(\"power\", 1)", "parameter(\"exponent\", 1)"));
    assertThat(l3m("train", "--class-path", classes.toString())).isEqualTo(ExitStatus.ERRORS);
    assertThat(said())
        .contains("`postprocessor.power` is in the entry of its block, but not in the class")
        .contains("`postprocessor.exponent` is in the class of its block, but not in the entry");
    classes = compiled(changed("parameter(\"power\", 1)", "parameter(\"power\", 2)"));
    assertThat(l3m("train", "--class-path", classes.toString())).isEqualTo(ExitStatus.ERRORS);
    assertThat(said()).contains("`postprocessor.power` is [1] by the entry, but [2] in the class");
  }

  /** The example's sources with another text in one of them. */
  private Path changed(String from, String to) throws IOException {
    Path sources = Files.createDirectories(folder.resolve("sources"));
    for (String name : List.of("GemPool.java", "SquaredReluFfn.java")) {
      String text = Files.readString(EXAMPLE.resolve("src/main/java/com/example/blocks/" + name));
      Files.writeString(sources.resolve(name), text.replace(from, to));
    }
    return sources;
  }

  @Test
  void mistakesInOwnBlocksAreFoundLikeOthers() throws IOException, InterruptedException {
    assertThat(l3m("check", "model.meta_model.postprocessor.power=0.5")).isEqualTo(1);
    assertThat(said()).contains("`power`");
    assertThat(
            l3m(
                "check",
                "~model.meta_model.postprocessor.power",
                "+model.meta_model.postprocessor.pwoer=2"))
        .isEqualTo(1);
    assertThat(said()).contains("no parameter `pwoer`", "did you mean", "postprocessor.power`");
  }

  private int l3m(String command, String... more) throws IOException, InterruptedException {
    Path config = EXAMPLE.resolve("configs/digits-gem.yaml");
    return l3m(command, config, EXAMPLE.resolve("own.blocks"), List.of(more));
  }

  private int l3m(String command, Path config, Path blocks, List<String> more)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    words.addAll(List.of(System.getProperty("java.class.path"), "io.l3m.cli.Main", command));
    words.add(config.toString());
    words.addAll(List.of("--blocks", blocks.toString()));
    Path digits = Checkout.root().resolve("configs/quickstart/data/digits/image-folder");
    words.add("data.train.dataset.root=" + digits.resolve("train"));
    words.add("data.validation.dataset.root=" + digits.resolve("val"));
    words.addAll(List.of("experiment.total_iterations=20", "experiment.test_frequency=20"));
    words.addAll(more);
    ProcessBuilder process = new ProcessBuilder(words).directory(folder.toFile());
    process.environment().put("L3M_CACHE", folder.resolve("cache").toString());
    File report = folder.resolve("report").toFile();
    return process.redirectErrorStream(true).redirectOutput(report).start().waitFor();
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("report"));
  }

  private Path compiled(Path sources) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = javac.getStandardFileManager(null, null, UTF_8);
        Stream<Path> files = Files.walk(sources)) {
      manager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      List<Path> java = files.filter(file -> file.toString().endsWith(".java")).toList();
      var units = manager.getJavaFileObjectsFromPaths(java);
      List<String> options = List.of("-proc:none", "-Xlint:all", "-Werror");
      assertThat(javac.getTask(null, manager, null, options, null, units).call()).isTrue();
    }
    return classes;
  }
}
