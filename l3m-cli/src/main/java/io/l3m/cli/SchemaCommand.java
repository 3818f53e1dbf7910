// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import io.l3m.compiler.explain.ConfigSchema;
import io.l3m.compiler.schema.BlockCatalog;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code l3m schema}: the JSON Schema of configs, for editors. */
@Command(
    name = "schema",
    description = "Prints the JSON Schema of configs, for completion and hints in editors.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class SchemaCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private CatalogArguments arguments = new CatalogArguments();

  @Override
  public Integer call() {
    Optional<BlockCatalog> catalog = arguments.read(spec.commandLine().getErr());
    catalog.ifPresent(found -> {
      spec.commandLine().getOut().print(ConfigSchema.text(found));
      spec.commandLine().getOut().flush();
    });
    return catalog.isPresent() ? ExitStatus.FINE : ExitStatus.ERRORS;
  }
}
