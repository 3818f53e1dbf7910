// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.diag.ReportFormat;
import io.l3m.compiler.diag.ReportPrinter;
import io.l3m.compiler.schema.CatalogReader;
import io.l3m.compiler.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The example of an entry in {@code errors.md}, which can be run: {@code yaml}, perhaps {@code
 * over} one of the fixtures' base configs, or {@code blocks}, and the arguments in a line {@code
 * l3m check}. The folder holds the files that the reports name.
 */
record ErrorExample(String kind, String over, String text, List<String> arguments) {

  private static final Pattern EXAMPLE =
      Pattern.compile("(?ms)^```(yaml|blocks)(?: over (\\w+))?\\n(.*?)^```$");
  private static final Pattern COMMAND = Pattern.compile("(?m)^l3m check (.*)$");
  private static final String WORLD_SIZE = "--world-size=";

  static ErrorExample of(String entry) {
    Matcher example = EXAMPLE.matcher(entry);
    Matcher command = COMMAND.matcher(entry);
    List<String> arguments =
        command.find() ? List.of(command.group(1).split(" ")) : List.of("experiment.yaml");
    if (!example.find()) {
      return new ErrorExample("yaml", "", "", arguments);
    }
    String over = Optional.ofNullable(example.group(2)).orElse("");
    return new ErrorExample(example.group(1), over, unescaped(example.group(3)), arguments);
  }

  /** What people see of the first problem with this code; empty where there is none. */
  String report(Code code, Path folder) throws IOException {
    List<Diagnostic> problems = kind.equals("blocks") ? readBlocks() : check(folder);
    List<Diagnostic> wanted = problems.stream().filter(p -> p.code() == code).limit(1).toList();
    return ReportPrinter.of(ReportFormat.TEXT).print(wanted).strip();
  }

  private List<Diagnostic> readBlocks() {
    Problems problems = new Problems();
    CatalogReader.read(List.of(SourceFile.of("own.blocks", text)), problems);
    return problems.inOrder();
  }

  private List<Diagnostic> check(Path folder) throws IOException {
    if (!text.isEmpty()) {
      Files.writeString(folder.resolve("experiment.yaml"), text);
    }
    Optional<Path> base = Optional.empty();
    if (!over.isEmpty()) {
      Path source = Fixture.ROOT.resolve("base").resolve(over + ".yaml");
      base = Optional.of(Files.copy(source, folder.resolve(over + ".yaml")));
    }
    int worldSize = 1;
    List<String> overrides = new ArrayList<>();
    for (String argument : arguments.subList(1, arguments.size())) {
      if (argument.startsWith(WORLD_SIZE)) {
        worldSize = Integer.parseInt(argument.substring(WORLD_SIZE.length()));
      } else {
        overrides.add(argument.replace("'", ""));
      }
    }
    Path config = folder.resolve(arguments.getFirst());
    CheckRequest request =
        new CheckRequest(config, base, overrides, List.of(), Map.of(), worldSize, false, folder);
    return new Compiler().check(request).problems();
  }

  /** What an editor would not show stands in the entries as a name in pointed brackets. */
  private static String unescaped(String text) {
    return text.replace("<TAB>", "\t").replace("<NUL>", "\0");
  }
}
