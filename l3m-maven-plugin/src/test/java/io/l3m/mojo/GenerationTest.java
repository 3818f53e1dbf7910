// SPDX-License-Identifier: Apache-2.0
package io.l3m.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.l3m.compiler.CheckRequest;
import io.l3m.compiler.CompileRequest;
import io.l3m.compiler.CompileResult;
import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.emit.EmittedFile;
import io.l3m.compiler.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is compiled again, written and deleted, with a compiler that copies the config. */
class GenerationTest {

  @TempDir private Path folder = Path.of("");
  private Path configs = Path.of("");
  private Path output = Path.of("");
  private final List<String> compiled = new ArrayList<>();

  @BeforeEach
  void prepare() throws IOException {
    configs = Files.createDirectory(folder.resolve("configs"));
    output = folder.resolve("generated");
    config("a", "first");
    config("b", "second");
  }

  @Test
  void theSecondRunCompilesNothing() throws Exception {
    Generation.Outcome first = run("1");
    assertThat(first).isEqualTo(new Generation.Outcome(List.of(), 2, 4, 0));
    Generation.Outcome second = run("1");
    assertThat(second).isEqualTo(new Generation.Outcome(List.of(), 0, 0, 0));
    assertThat(compiled).containsExactly("a.yaml", "b.yaml");
  }

  @Test
  void aChangedConfigIsCompiledAlone() throws Exception {
    run("1");
    Path unchanged = output.resolve("g/a/Fixed.java");
    Files.setLastModifiedTime(unchanged, FileTime.from(Instant.EPOCH));
    config("a", "new");
    assertThat(run("1")).isEqualTo(new Generation.Outcome(List.of(), 1, 1, 0));
    assertThat(output.resolve("g/a/Text.java")).hasContent("// new");
    assertThat(Files.getLastModifiedTime(unchanged)).isEqualTo(FileTime.from(Instant.EPOCH));
  }

  @Test
  void changedDefaultsReachEveryConfig() throws Exception {
    Files.writeString(configs.resolve("defaults.yaml"), "x: 1");
    run("1");
    Files.writeString(configs.resolve("defaults.yaml"), "x: 2");
    assertThat(run("1").compiled()).isEqualTo(2);
  }

  @Test
  void anotherVersionOfThePluginCompilesAll() throws Exception {
    run("1");
    assertThat(run("2").compiled()).isEqualTo(2);
  }

  @Test
  void anEditedOrDeletedResultIsMadeAgain() throws Exception {
    run("1");
    Files.writeString(output.resolve("g/a/Text.java"), "// by hand");
    Files.delete(output.resolve("g/b/Text.java"));
    assertThat(run("1")).isEqualTo(new Generation.Outcome(List.of(), 2, 2, 0));
    assertThat(output.resolve("g/a/Text.java")).hasContent("// first");
  }

  @Test
  void filesOfARemovedConfigAreDeleted() throws Exception {
    run("1");
    Files.delete(configs.resolve("b.yaml"));
    assertThat(run("1").deleted()).isEqualTo(2);
    assertThat(output.resolve("g/b/Text.java")).doesNotExist();
    assertThat(output.resolve("g/a/Text.java")).exists();
  }

  @Test
  void anErrorKeepsTheOldFilesAndIsReportedEachTime() throws Exception {
    run("1");
    config("a", "broken");
    assertThat(run("1").problems()).hasSize(1);
    assertThat(run("1").problems()).hasSize(1);
    assertThat(output.resolve("g/a/Text.java")).hasContent("// first");
    config("a", "first");
    assertThat(run("1").compiled()).isEqualTo(1);
  }

  @Test
  void onlyVariablesThatAConfigReadsCount() throws Exception {
    config("a", "${oc.env:DATA}");
    run("1", Map.of("DATA", "x", "OTHER", "1"));
    assertThat(run("1", Map.of("DATA", "x", "OTHER", "2")).compiled()).isZero();
    assertThat(run("1", Map.of("DATA", "y", "OTHER", "2")).compiled()).isEqualTo(1);
  }

  @Test
  void aDamagedNoteOnlyCostsTime() throws Exception {
    run("1");
    Files.writeString(folder.resolve("state/generate.state"), "??\n  x");
    assertThat(run("1")).isEqualTo(new Generation.Outcome(List.of(), 2, 0, 0));
  }

  @Test
  void twoConfigsCannotBeOnePackage() throws IOException {
    config("a_1", "third");
    config("a-1", "fourth");
    assertThatThrownBy(() -> run("1"))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContainingAll("a_1.yaml", "a-1.yaml", "g.a_1");
  }

  private Generation.Outcome run(String version) throws IOException, MojoFailureException {
    return run(version, Map.of());
  }

  private Generation.Outcome run(String version, Map<String, String> environment)
      throws IOException, MojoFailureException {
    ConfigSet set =
        new ConfigSet(
            configs,
            List.of("**/*.yaml"),
            List.of("**/defaults.yaml"),
            Optional.empty(),
            List.of(),
            List.of(),
            environment,
            1,
            false,
            folder,
            "g");
    return new Generation(output, folder.resolve("state"), version, this::compile)
        .run(set.requests());
  }

  private CompileResult compile(CompileRequest request) {
    CheckRequest check = request.check();
    compiled.add(String.valueOf(check.config().getFileName()));
    SourceFile config = SourceFile.of("a.yaml", text(check.config()));
    Problems problems = new Problems();
    if (config.text().equals("broken")) {
      problems.report(Code.FILE_NOT_FOUND, config.whole(), "x");
      return new CompileResult(List.of(), problems.inOrder(), "", List.of(), Optional.empty());
    }
    List<EmittedFile> files =
        List.of(
            new EmittedFile(request.packageName(), "Text", "// " + config.text()),
            new EmittedFile(request.packageName(), "Fixed", "// the same"));
    return new CompileResult(
        files, List.of(), request.packageName() + ".Text", List.of(), Optional.empty());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException problem) {
      throw new IllegalStateException(problem);
    }
  }

  private void config(String name, String text) throws IOException {
    Files.writeString(configs.resolve(name + ".yaml"), text);
  }
}
