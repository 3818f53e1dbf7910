// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code l3m completion}: what a shell needs to complete commands and options. */
@Command(
    name = "completion",
    description = {
      "Prints a script that completes commands and options: source <(./l3m completion)",
      "It is for bash, and for zsh after `autoload -U bashcompinit; bashcompinit`."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CompletionCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(AutoComplete.bash("l3m", spec.root().commandLine()));
    spec.commandLine().getOut().flush();
    return ExitStatus.FINE;
  }
}
