// SPDX-License-Identifier: Apache-2.0
package io.l3m.examples;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.CheckRequest;
import io.l3m.compiler.CompileRequest;
import io.l3m.compiler.CompileResult;
import io.l3m.compiler.Compiler;
import io.l3m.compiler.diag.ReportFormat;
import io.l3m.compiler.diag.ReportPrinter;
import io.l3m.compiler.emit.EmittedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The committed programs are what the compiler emits today. */
class CommittedProgramsTest {

  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final Path ROOT = MODULE.getParent();
  private static final Path SOURCES = MODULE.resolve("src/main/java");

  static List<Path> configs() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve("configs"))) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.endsWith("defaults.yaml"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("configs")
  void theCommittedProgramIsUpToDate(Path config) throws IOException {
    CompileRequest request = CompileRequest.of(CheckRequest.of(config).withBase(ROOT));
    CompileResult result = new Compiler().compile(request);
    assertThat(ReportPrinter.of(ReportFormat.TEXT).print(result.problems())).isEmpty();
    assertThat(result.files()).isNotEmpty();
    assertThat(differences(request.packageName(), result.files()))
        .as("differences (`mvn package -Dl3m.bless` writes the programs anew)")
        .isEmpty();
  }

  private static String differences(String packageName, List<EmittedFile> files)
      throws IOException {
    List<String> differences = new ArrayList<>();
    Set<Path> surplus = new TreeSet<>(committed(packageName));
    for (EmittedFile file : files) {
      Path committed = SOURCES.resolve(file.path());
      surplus.remove(committed);
      String before = Files.exists(committed) ? Files.readString(committed) : "";
      if (!before.equals(file.text())) {
        differences.add("--- " + file.path() + "\n" + Difference.of(before, file.text()));
      }
    }
    surplus.forEach(file -> differences.add("--- " + file + "\n(no longer emitted)\n"));
    return differences.stream().collect(joining("\n"));
  }

  private static List<Path> committed(String packageName) throws IOException {
    Path folder = SOURCES.resolve(packageName.replace('.', '/'));
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
