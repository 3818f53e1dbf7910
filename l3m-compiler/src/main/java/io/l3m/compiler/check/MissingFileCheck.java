// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.NameGuess;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Values;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Files that data sets and tokenizers read are there, as far as this machine can tell. */
final class MissingFileCheck implements Check {

  private static final List<String> PATHS =
      List.of("root", "path", "bpe_path", "imagenet_class_names_path", "class_names_path");

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (BoundBlock block : context.experiment().blocks()) {
      for (String name : PATHS) {
        block.argument(name).ifPresent(argument -> inspect(argument, problems));
      }
      block
          .argument("tokenizer_name")
          .filter(argument ->
              Values.text(argument.value()).filter(MissingFileCheck::isFile).isPresent())
          .ifPresent(argument -> inspect(argument, problems));
    }
  }

  /** Whether a tokenizer is named by a file rather than by its name on the hub. */
  private static boolean isFile(String name) {
    return name.endsWith(".json") || name.startsWith("./") || name.startsWith("/");
  }

  private static void inspect(Argument argument, Problems problems) {
    Optional<Path> path = LocalFiles.path(argument.value());
    if (path.isEmpty() || isPattern(path.get()) || !LocalFiles.isMissing(path.get())) {
      return;
    }
    Path file = path.get().getFileName();
    String name = file == null ? "" : file.toString();
    problems
        .report(Code.FILE_MISSING, argument.origin().source(), Values.show(argument.value()))
        .suggest(
            NameGuess.among(LocalFiles.siblings(path.get()), name)
                .map(near -> path.get().resolveSibling(near).toString()));
  }

  private static boolean isPattern(Path path) {
    String text = path.toString();
    return text.contains("*") || text.contains("?") || text.contains("[");
  }
}
