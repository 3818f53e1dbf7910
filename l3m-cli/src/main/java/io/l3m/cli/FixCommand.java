// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import io.l3m.compiler.CheckRequest;
import io.l3m.compiler.Compiler;
import io.l3m.compiler.diag.Diagnostic;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code l3m fix}: mends the slips of a config and shows what remains. */
@Command(
    name = "fix",
    description = "Mends misspelled names in a config and shows the difference; asks nothing.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class FixCommand implements Callable<Integer> {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ConfigArguments arguments = new ConfigArguments();

  @Mixin private ReportArguments report = new ReportArguments();

  @Option(names = "--dry-run", description = "Show the difference and leave the config as it is.")
  private boolean dryRun;

  @Override
  public Integer call() throws IOException {
    CheckRequest request = arguments.request();
    String name = request.nameOf(request.config());
    List<Diagnostic> problems = new Compiler().check(request).problems();
    Mending mending = Mending.of(name, text(problems, name), problems);
    if (mending.changesSomething()) {
      PrintWriter out = spec.commandLine().getOut();
      out.print(mending.difference(name));
      out.flush();
      if (!dryRun) {
        write(request.config(), mending.after());
        problems = new Compiler().check(request).problems();
      }
    }
    if (problems.isEmpty() && !mending.changesSomething()) {
      spec.commandLine().getOut().println(name + ": nothing to mend");
    }
    report.printAside(problems);
    return ReportArguments.status(problems);
  }

  /** The text as it was checked, which a later change on the disk must not mix with. */
  private static String text(List<Diagnostic> problems, String name) {
    return problems.stream()
        .map(problem -> problem.span().file())
        .filter(file -> file.name().equals(name) && file.overrideIndex().isEmpty())
        .findFirst()
        .map(file -> file.text())
        .orElse("");
  }

  /** All or nothing, by way of a second file in the same folder. */
  private static void write(Path config, String text) throws IOException {
    Path target = config.toRealPath();
    String start = Files.readString(target).startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
    Path draft = target.resolveSibling("." + target.getFileName() + ".fix");
    try {
      Files.copy(target, draft, StandardCopyOption.COPY_ATTRIBUTES);
      Files.writeString(draft, start + text);
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
