// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.diag.ReportFormat;
import io.l3m.compiler.diag.ReportPrinter;
import io.l3m.compiler.schema.BlockCatalog;
import io.l3m.compiler.schema.CatalogReader;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.yaml.SourceReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which blocks there are: those of l3m, and one's own. */
final class CatalogArguments {

  @Option(
      names = "--blocks",
      paramLabel = "FILE",
      description = "A schema of your own blocks; may be given several times.")
  private List<Path> blocks = new ArrayList<>();

  /** The catalogue; empty where a file has faults, which are printed. */
  Optional<BlockCatalog> read(PrintWriter err) {
    Problems problems = new Problems();
    List<SourceFile> files = new ArrayList<>();
    for (Path file : blocks) {
      SourceReader.read(file, file.toString(), problems).ifPresent(files::add);
    }
    BlockCatalog catalog = CatalogReader.read(files, problems);
    List<Diagnostic> found = problems.inOrder();
    if (!found.isEmpty()) {
      err.print(ReportPrinter.of(ReportFormat.TEXT).print(found));
      err.flush();
    }
    return problems.hasErrors() ? Optional.empty() : Optional.of(catalog);
  }
}
