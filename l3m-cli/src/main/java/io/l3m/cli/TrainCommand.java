// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import io.l3m.compiler.CheckRequest;
import io.l3m.compiler.CompileRequest;
import io.l3m.compiler.CompileResult;
import io.l3m.compiler.Compiler;
import io.l3m.compiler.explain.ResolvedConfig;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code l3m train}: compiles an experiment in this process and runs the program. */
@Command(
    name = "train",
    description = "Trains: checks and compiles a config, and runs the program.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class TrainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ConfigArguments arguments = new ConfigArguments();

  @Mixin private ReportArguments report = new ReportArguments();

  @Option(
      names = "--class-path",
      paramLabel = "PATH",
      description = "Where the classes of your own blocks lie: folders and jars.")
  private String classes = "";

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description =
          "Where checkpoints and logs go; else the config's output_dir, else runs/NAME/TIME.")
  private @Nullable Path output;

  @Option(
      names = "--resume",
      description = "Go on from the newest checkpoint of DIR, else of the config's newest run.")
  private boolean resume;

  @Option(names = "--quiet", description = "Print no progress.")
  private boolean quiet;

  @Option(names = "--debug", description = "Say where the program lies, and show stack traces.")
  private boolean debug;

  @Override
  public Integer call() throws IOException {
    CheckRequest check = arguments.request();
    ClassPath classPath = classPath();
    Libtorch libtorch = Libtorch.loadInBackground();
    CompileResult result = new Compiler().compile(CompileRequest.of(check));
    report.printAside(result.problems());
    if (result.hasErrors()) {
      return ExitStatus.ERRORS;
    }
    List<String> missing = missing(result, classPath);
    if (!missing.isEmpty()) {
      say("the config is fine, but cannot run: there is no class " + String.join(", no ", missing));
      boolean own = missing.stream().anyMatch(name -> !name.startsWith("io.l3m."));
      say(
          own
              ? "--class-path names where the classes of your own blocks lie"
              : "a later version may");
      return ExitStatus.UNAVAILABLE;
    }
    result.lacks().forEach(this::say);
    Path cache = ProgramCache.writableFolder(ProgramCache.usersFolder(), this::say);
    Path classes = new ProgramCache(cache, classPath).classesOf(result.files(), this::say);
    if (debug) {
      say("the program lies in " + classes.getParent());
    }
    libtorch.await();
    Program program = new Program(classes, result.mainClass(), classPath);
    return fits(check, program)
        ? program.run(programArguments(config(check, result)))
        : ExitStatus.ERRORS;
  }

  /** Whether a person's own classes hold what the entries of their blocks say. */
  private boolean fits(CheckRequest check, Program program) throws IOException {
    if (program.classPath().own().isEmpty()) {
      return true;
    }
    List<String> differences = OwnTensors.differences(check, program);
    differences.forEach(this::say);
    return differences.isEmpty();
  }

  private ClassPath classPath() {
    ClassPath classPath = new ClassPath(ClassPath.places(classes));
    if (!classPath.missing().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--class-path: there is no " + classPath.missing().getFirst());
    }
    return classPath;
  }

  private static List<String> missing(CompileResult result, ClassPath classPath)
      throws IOException {
    try (URLClassLoader loader = classPath.loader()) {
      return RuntimeClasses.missing(result.files(), loader);
    }
  }

  private void say(String sentence) {
    spec.commandLine().getErr().println("l3m: " + sentence);
  }

  /** What the run directory keeps: how it was asked for, and all that came of it. */
  private static String config(CheckRequest request, CompileResult result) {
    StringBuilder text = new StringBuilder("# All values of this run, references resolved.\n");
    text.append("# ").append(request.nameOf(request.config())).append('\n');
    request
        .overrides()
        .forEach(change -> text.append("# ").append(change.replaceAll("\\R", " ")).append('\n'));
    return text.append(ResolvedConfig.text(result.config().orElseThrow())).toString();
  }

  private String[] programArguments(String config) {
    List<String> words = new ArrayList<>(List.of("--config", config));
    if (output != null) {
      words.add("--output");
      words.add(output.toString());
    }
    if (resume) {
      words.add("--resume");
    }
    if (quiet) {
      words.add("--quiet");
    }
    if (debug) {
      words.add("--debug");
    }
    return words.toArray(String[]::new);
  }
}
