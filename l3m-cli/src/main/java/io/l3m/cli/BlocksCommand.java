// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import io.l3m.compiler.explain.BlockReference;
import io.l3m.compiler.schema.BlockCatalog;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code l3m blocks}: what a config may name, and what each of it takes, reads and writes. */
@Command(
    name = "blocks",
    description = "Lists the blocks that a config may name, or prints all about one.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class BlocksCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private CatalogArguments arguments = new CatalogArguments();

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "A _target_, the last part of one, or a section such as `experiment.fsdp`.")
  private @Nullable String name;

  @Override
  public Integer call() {
    Optional<BlockCatalog> catalog = arguments.read(spec.commandLine().getErr());
    return catalog.map(BlockReference::new).map(this::print).orElse(ExitStatus.ERRORS);
  }

  private int print(BlockReference reference) {
    PrintWriter out = spec.commandLine().getOut();
    if (name == null) {
      out.print(reference.list());
      out.flush();
      return ExitStatus.FINE;
    }
    List<String> entries = reference.entries(name);
    if (entries.isEmpty()) {
      reportUnknown(name, reference.nearest(name));
      return ExitStatus.ERRORS;
    }
    out.println(String.join("", entries).stripTrailing());
    return ExitStatus.FINE;
  }

  private void reportUnknown(String unknown, List<String> nearest) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("l3m: there is no block or section `" + unknown + "`");
    if (unknown.isBlank() || nearest.isEmpty()) {
      err.println("`l3m blocks` lists all blocks");
    } else {
      err.println("Nearest names:");
      nearest.forEach(candidate -> err.println("  " + candidate));
    }
  }
}
