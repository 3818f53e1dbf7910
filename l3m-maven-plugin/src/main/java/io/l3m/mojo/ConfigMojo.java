// SPDX-License-Identifier: Apache-2.0
package io.l3m.mojo;

import io.l3m.compiler.CompileRequest;
import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.diag.ReportFormat;
import io.l3m.compiler.diag.ReportPrinter;
import io.l3m.compiler.diag.Severity;
import io.l3m.compiler.source.Span;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals share: the parameters that say which configs are meant. */
abstract class ConfigMojo extends AbstractMojo {

  /** The folder that holds the experiment configs. */
  @Parameter(property = "l3m.configDirectory", defaultValue = "${project.basedir}/configs")
  private File configDirectory = new File("configs");

  /** Which files below {@code configDirectory} are experiments. */
  @Parameter(property = "l3m.includes", defaultValue = "**/*.yaml,**/*.yml")
  private List<String> includes = List.of();

  /** Which of them are not. */
  @Parameter(property = "l3m.excludes", defaultValue = "**/defaults.yaml")
  private List<String> excludes = List.of();

  /**
   * The config that every experiment is merged over. Without it, each takes the nearest {@code
   * defaults.yaml} in its own folder or above.
   */
  @Parameter(property = "l3m.defaults")
  private @Nullable File defaults;

  /**
   * Changes to every experiment: {@code a.b=c} sets a value, {@code +a.b=c} adds one, {@code ~a.b}
   * removes one.
   */
  @Parameter(property = "l3m.overrides")
  private List<String> overrides = List.of();

  /** Schemas of your own blocks. */
  @Parameter(property = "l3m.blocks")
  private List<File> blocks = List.of();

  /** How many processes will train. */
  @Parameter(property = "l3m.worldSize", defaultValue = "1")
  private int worldSize = 1;

  /** Whether warnings count as errors. */
  @Parameter(property = "l3m.strict", defaultValue = "false")
  private boolean strict;

  /**
   * The folder from which problems and programs name files, so that a program is the same wherever
   * it is generated.
   */
  @Parameter(defaultValue = "${maven.multiModuleProjectDirectory}")
  private File baseDirectory = new File("");

  /** The programs go to packages below this one, each named after its config. */
  @Parameter(property = "l3m.packageName", defaultValue = "io.l3m.generated")
  private String packageName = "io.l3m.generated";

  /** Whether to do nothing. */
  @Parameter(property = "l3m.skip", defaultValue = "false")
  private boolean skip;

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("skipped, as `l3m.skip` says");
      return;
    }
    try {
      List<CompileRequest> requests = configs().requests();
      if (requests.isEmpty()) {
        getLog().warn("there is no config in " + configDirectory);
      }
      run(requests);
    } catch (IOException problem) {
      throw new MojoExecutionException(problem.toString(), problem);
    }
  }

  abstract void run(List<CompileRequest> requests) throws IOException, MojoFailureException;

  /** Prints what was found; errors end the build with one line. */
  final void report(List<Diagnostic> problems) throws MojoFailureException {
    ReportPrinter printer = ReportPrinter.of(ReportFormat.TEXT);
    for (Diagnostic problem : problems) {
      boolean error = problem.severity() == Severity.ERROR;
      Consumer<String> log = error ? getLog()::error : getLog()::warn;
      String text = place(problem) + printer.print(List.of(problem));
      text.stripTrailing().lines().forEach(log);
    }
    if (problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR)) {
      throw new MojoFailureException(
          "the configs have %s; see above".formatted(ReportPrinter.summary(problems)));
    }
  }

  /** Where it is, as Maven's compiler says it, so that editors and build servers lead there. */
  private String place(Diagnostic problem) {
    Span span = problem.span();
    if (span.file().overrideIndex().isPresent()) {
      return "";
    }
    Path file = baseDirectory.toPath().toAbsolutePath().resolve(span.file().name());
    return "%s:[%d,%d] ".formatted(file.normalize(), span.line(), span.column());
  }

  /** {@code 1 program}, {@code 2 programs}. */
  static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private ConfigSet configs() {
    return new ConfigSet(
        configDirectory.toPath(),
        includes,
        excludes,
        Optional.ofNullable(defaults).map(File::toPath),
        overrides,
        blocks.stream().map(File::toPath).toList(),
        System.getenv(),
        worldSize,
        strict,
        baseDirectory.toPath(),
        packageName);
  }
}
