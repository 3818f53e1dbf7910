// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.house.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the documents show is what the program prints: every block that begins with {@code $ ./l3m},
 * or that a comment {@code <!-- excerpt: … -->} precedes (see {@link Excerpt}). {@code -Dl3m.bless}
 * writes them anew.
 */
class ExcerptsTest {

  private static final Path ROOT = Checkout.root();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
  private static final Pattern CONFIG =
      Pattern.compile("\\bconfigs/(?:defaults|[\\w-]+/[\\w./-]+)\\.yaml\\b");

  static List<Path> documents() throws IOException {
    List<Path> documents =
        new ArrayList<>(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")));
    for (String folder : List.of("docs", "configs", "examples", "bench")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder), 3)) {
        files
            .filter(file -> file.toString().endsWith(".md"))
            .map(ROOT::relativize)
            .sorted()
            .forEach(documents::add);
      }
    }
    return documents;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void showsWhatIsPrinted(Path document, @TempDir Path work) throws IOException {
    List<String> lines = Files.readAllLines(ROOT.resolve(document));
    List<Excerpt> excerpts = Excerpt.in(lines);
    if (excerpts.isEmpty()) {
      return;
    }
    try (Workplace place = Workplace.in(work, ROOT)) {
      for (Excerpt excerpt : excerpts.reversed()) {
        List<String> shown = lines.subList(excerpt.first(), excerpt.last());
        List<String> printed = excerpt.cut(place.text(excerpt), List.copyOf(shown));
        shown.clear();
        lines.addAll(excerpt.first(), printed);
      }
    }
    String expected = String.join("\n", lines) + "\n";
    if (System.getProperty("l3m.bless") != null) {
      Files.writeString(ROOT.resolve(document), expected);
    }
    assertThat(Files.readString(ROOT.resolve(document)))
        .as("%s (`-Dl3m.bless` writes it anew)", document)
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void leadsOnlyToWhatIsThere(Path document) throws IOException {
    String text = Files.readString(ROOT.resolve(document));
    Path folder = ROOT.resolve(document).resolveSibling("");
    List<String> missing = new ArrayList<>();
    for (Matcher link = LINK.matcher(text); link.find(); ) {
      if (!Files.exists(folder.resolve(link.group(1)))) {
        missing.add(link.group(1));
      }
    }
    for (Matcher config = CONFIG.matcher(text); config.find(); ) {
      if (!Files.exists(ROOT.resolve(config.group()))
          && !Files.exists(folder.resolve(config.group()))) {
        missing.add(config.group());
      }
    }
    assertThat(missing).isEmpty();
  }

  /** A folder with the configs of the repository, where commands are run. */
  private record Workplace(Path folder, Path root) implements AutoCloseable {

    private static final Path DATA = Path.of("configs/quickstart/data");

    static Workplace in(Path folder, Path root) throws IOException {
      Path configs = root.resolve("configs");
      try (Stream<Path> files = Files.walk(configs, 2)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
          Path copy = folder.resolve(root.relativize(file));
          Files.createDirectories(copy.resolveSibling(""));
          Files.copy(file, copy);
        }
      }
      Files.createSymbolicLink(folder.resolve(DATA), root.resolve(DATA));
      return new Workplace(folder, root);
    }

    @Override
    public void close() throws IOException {
      Files.delete(folder.resolve(DATA));
    }

    /** What an excerpt is of. */
    List<String> text(Excerpt excerpt) {
      try {
        if (excerpt.command().isEmpty()) {
          return Files.readAllLines(root.resolve(excerpt.file()));
        }
        List<Path> changed = change(excerpt);
        String printed = run(excerpt.command());
        for (Path config : changed) {
          Files.writeString(config, Files.readString(root.resolve(folder.relativize(config))));
        }
        return excerpt.file().isEmpty()
            ? printed.lines().toList()
            : Files.readAllLines(folder.resolve(excerpt.file()));
      } catch (IOException problem) {
        throw new UncheckedIOException(problem);
      }
    }

    private List<Path> change(Excerpt excerpt) throws IOException {
      if (excerpt.edits().isEmpty()) {
        return List.of();
      }
      Matcher named = CONFIG.matcher(String.join(" ", excerpt.command()));
      assertThat(named.find()).as("a config in %s", excerpt.command()).isTrue();
      Path config = folder.resolve(named.group());
      String text = Files.readString(config);
      for (Excerpt.Edit edit : excerpt.edits()) {
        assertThat(text.split(Pattern.quote(edit.from()), -1)).as(edit.from()).hasSize(2);
        text = text.replace(edit.from(), edit.to());
      }
      Files.writeString(config, text);
      return List.of(config);
    }

    private String run(List<String> arguments) throws IOException {
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-Dstdout.encoding=UTF-8",
                  "-Dstderr.encoding=UTF-8",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Main.class.getName()));
      command.addAll(arguments);
      Process process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      return new String(process.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
