// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command that holds the others. */
@Command(
    name = "l3m",
    description = "Compiles an experiment config into a training program and runs it.",
    subcommands = {
      TrainCommand.class,
      CheckCommand.class,
      CompileCommand.class,
      ExplainCommand.class,
      DiffCommand.class,
      ErrorsCommand.class,
      BlocksCommand.class,
      SchemaCommand.class,
      ExportCommand.class,
      FixCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    },
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {
      "  install  Puts the Maven plugin and the runtime into the local Maven",
      "           repository; further arguments go to Maven.",
      "  verify   Runs all tests of l3m itself; further arguments go to Maven.",
      "",
      "Exit status: 0 nothing or warnings, 1 errors, 2 wrong usage, 69 the machine lacks",
      "something, 70 a bug of l3m; 129, 130 or 143 a run that was stopped.",
      "",
      "Try: l3m train configs/quickstart/digits-vit.yaml"
    })
final class L3m implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandLine command = spec.commandLine();
    command.usage(command.getErr());
    return ExitStatus.WRONG_USAGE;
  }
}
