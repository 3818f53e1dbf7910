// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.l3m.compiler.CheckRequest;
import io.l3m.compiler.CompileRequest;
import io.l3m.compiler.CompileResult;
import io.l3m.compiler.Compiler;
import io.l3m.compiler.assemble.AssembleRequest;
import io.l3m.compiler.assemble.ConfigAssembler;
import io.l3m.compiler.assemble.ConfigInput;
import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.diag.ReportFormat;
import io.l3m.compiler.diag.ReportPrinter;
import io.l3m.compiler.source.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Any input gives a program or problems: no exception, no hang.
 *
 * <p>In a build, the inputs kept under {@code src/test/resources} run once each. Jazzer looks for
 * new ones with
 *
 * <pre>{@code
 * mvn test -Pfuzz -pl l3m-compiler -Dtest=CompilerFuzzTest#anyFile
 * }</pre>
 */
class CompilerFuzzTest {

  private static final Path CONFIG = Path.of("../configs/quickstart/digits-vit.yaml");
  private static final String TEXT = read(CONFIG);
  private static final int EDITS_AT_MOST = 4;
  private static final int OVERRIDES_AT_MOST = 3;

  private final Compiler compiler = new Compiler();

  /** A file of any bytes, as an experiment. */
  @FuzzTest(maxDuration = "10m")
  @DictionaryFile(resourcePath = "config.dict")
  void anyFile(byte[] content) throws IOException {
    Path file = Files.createTempFile("l3m-fuzz-", ".yaml");
    try {
      Files.write(file, content);
      compile(CheckRequest.of(file));
    } finally {
      Files.delete(file);
    }
  }

  /** A valid experiment, with some stretches of its text replaced. */
  @FuzzTest(maxDuration = "10m")
  @DictionaryFile(resourcePath = "config.dict")
  void anyEdits(FuzzedDataProvider data) throws IOException {
    StringBuilder text = new StringBuilder(TEXT);
    for (int i = data.consumeInt(1, EDITS_AT_MOST); i > 0; i--) {
      int begin = data.consumeInt(0, text.length());
      int end = Math.min(text.length(), begin + data.consumeInt(0, 200));
      text.replace(begin, end, data.consumeString(60));
    }
    Path file = Files.createTempFile("l3m-fuzz-", ".yaml");
    try {
      Files.writeString(file, text);
      compile(CheckRequest.of(file).withDefaults(CONFIG.resolveSibling("../defaults.yaml")));
    } finally {
      Files.delete(file);
    }
  }

  /** Any overrides of a valid experiment. */
  @FuzzTest(maxDuration = "10m")
  @DictionaryFile(resourcePath = "config.dict")
  void anyOverrides(FuzzedDataProvider data) {
    List<String> overrides = new ArrayList<>();
    for (int i = data.consumeInt(1, OVERRIDES_AT_MOST); i > 0; i--) {
      overrides.add(data.consumeString(120));
    }
    compile(CheckRequest.of(CONFIG).withOverrides(overrides));
  }

  /** Any text as values that refer to each other. */
  @FuzzTest(maxDuration = "10m")
  @DictionaryFile(resourcePath = "config.dict")
  void anyReference(FuzzedDataProvider data) {
    String text =
        "a: %s\nb: [1, 2.5, ${a}]\nc:\n  d: %s\n  e: ${.d}\n"
            .formatted(quoted(data.consumeString(200)), quoted(data.consumeRemainingAsString()));
    Problems problems = new Problems();
    ConfigInput input = ConfigInput.of(SourceFile.of("any.yaml", text));
    Object assembled =
        ConfigAssembler.assemble(
            AssembleRequest.of(input).withEnvironment(Map.of("HOME", "${a}")), problems);
    assertThat(assembled).isNotNull();
    report(problems.inOrder());
  }

  private void compile(CheckRequest request) {
    CompileResult result = compiler.compile(CompileRequest.of(request));
    assertThat(result.files().isEmpty()).isEqualTo(result.hasErrors());
    report(result.problems());
  }

  /** Every form of report can show every problem. */
  private static void report(List<Diagnostic> problems) {
    for (ReportFormat format : ReportFormat.values()) {
      assertThat(new ReportPrinter(format, true).print(problems)).isNotNull();
    }
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''").replaceAll("\\R", " ") + "'";
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
