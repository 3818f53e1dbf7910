// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import io.l3m.compiler.CheckRequest;
import io.l3m.compiler.CompileRequest;
import io.l3m.compiler.CompileResult;
import io.l3m.compiler.Compiler;
import io.l3m.compiler.emit.SourceFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code l3m compile}: writes the Java sources of an experiment's program. */
@Command(
    name = "compile",
    description = "Writes the training program of a config as Java sources.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CompileCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ConfigArguments arguments = new ConfigArguments();

  @Mixin private ReportArguments report = new ReportArguments();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      required = true,
      description = "The source root to write to; a file that would not change is not touched.")
  private Path output = Path.of("");

  @Option(
      names = "--package",
      paramLabel = "NAME",
      description = "The package of the program; else io.l3m.generated.NAME-OF-FILE.")
  private @Nullable String packageName;

  @Override
  public Integer call() throws IOException {
    if (output.toString().isEmpty()) {
      throw new ParameterException(spec.commandLine(), "`--output` names no folder");
    }
    CheckRequest check = namedFromHere(arguments.request());
    CompileResult result = new Compiler().compile(request(check));
    report.printAside(result.problems());
    if (result.hasErrors()) {
      return ExitStatus.ERRORS;
    }
    SourceFolder folder = new SourceFolder(output);
    long written = folder.write(result.files());
    long deleted = folder.deleteOthers(result.files());
    spec.commandLine()
        .getOut()
        .printf(
            "%s: %d files, %d of them new or changed%s%n",
            output,
            result.files().size(),
            written,
            deleted == 0 ? "" : "; %d deleted".formatted(deleted));
    return ExitStatus.FINE;
  }

  /** A program is committed: it names no folder above the one that everybody has. */
  private static CheckRequest namedFromHere(CheckRequest check) {
    Path here = Path.of("").toAbsolutePath();
    return check.config().toAbsolutePath().normalize().startsWith(here)
        ? check.withBase(here)
        : check;
  }

  private CompileRequest request(CheckRequest check) {
    if (packageName == null) {
      return CompileRequest.of(check);
    }
    if (!SourceVersion.isName(packageName)) {
      throw new ParameterException(
          spec.commandLine(), "`" + packageName + "` is no name of a Java package");
    }
    return new CompileRequest(check, packageName);
  }
}
