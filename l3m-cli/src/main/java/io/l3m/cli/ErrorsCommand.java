// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.explain.ErrorCatalog;
import io.l3m.compiler.explain.ErrorPage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code l3m errors}: what a message means, why it matters and what mends it. */
@Command(
    name = "errors",
    description = "Explains messages by their codes; without a code, lists them all.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ErrorsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "0..*", paramLabel = "CODE", description = "A code, as L3M0301 or 301.")
  private List<String> words = new ArrayList<>();

  @Override
  public Integer call() {
    List<Code> codes = words.stream().map(this::code).distinct().toList();
    System.out.print(codes.isEmpty() ? list() : explained(codes));
    System.out.flush();
    return ExitStatus.FINE;
  }

  private Code code(String word) {
    return ErrorCatalog.code(word).orElseThrow(() -> unknown(word));
  }

  private ParameterException unknown(String word) {
    String near = ErrorCatalog.near(word).stream().map(Code::id).collect(Collectors.joining(", "));
    String hint = near.isEmpty() ? "`l3m errors` lists them all" : "near it are " + near;
    return new ParameterException(spec.commandLine(), "there is no code `" + word + "`; " + hint);
  }

  private static String explained(List<Code> codes) {
    ErrorCatalog catalog = ErrorCatalog.standard();
    return codes.stream()
        .map(code -> ErrorPage.plain(code, catalog.find(code).orElse("")))
        .collect(Collectors.joining("\n"));
  }

  private static String list() {
    return ErrorCatalog.inOrder().stream()
        .map(code -> code.id() + "  " + ErrorPage.title(code) + "\n")
        .collect(Collectors.joining());
  }
}
