// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Test cases in a text file. A line {@code === name} begins a case, a line {@code --- section} a
 * section of it; the section in front of all is {@code experiment}. Lines that begin with {@code
 * ##} above the first case are a comment.
 */
record CaseFile(Path path, String comment, List<Case> cases) {

  /** One case; sections keep their order. */
  record Case(String name, Map<String, String> sections) {

    String section(String section) {
      return sections.getOrDefault(section, "");
    }

    boolean has(String section) {
      return sections.containsKey(section);
    }

    List<String> lines(String section) {
      return section(section).lines().toList();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static CaseFile read(String resource) {
    Path path = Path.of("src/test/resources").resolve(resource);
    try {
      return parse(path, Files.readString(path));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static CaseFile parse(Path path, String text) {
    StringBuilder comment = new StringBuilder();
    List<Case> cases = new ArrayList<>();
    String section = "experiment";
    for (String line : text.split("(?<=\n)", -1)) {
      if (line.startsWith("=== ")) {
        cases.add(new Case(line.substring(4).strip(), new LinkedHashMap<>()));
        section = "experiment";
      } else if (cases.isEmpty()) {
        comment.append(line);
      } else if (line.startsWith("--- ")) {
        section = line.substring(4).strip();
        cases.getLast().sections().put(section, "");
      } else if (!line.isEmpty()) {
        cases.getLast().sections().merge(section, line, String::concat);
      }
    }
    return new CaseFile(path, comment.toString(), cases);
  }

  /** Writes the file again, with the text of some sections replaced. */
  void bless(String section, Map<String, String> textByCase) {
    StringBuilder out = new StringBuilder(comment);
    for (Case test : cases) {
      Map<String, String> sections = new LinkedHashMap<>(test.sections());
      String blessed = textByCase.get(test.name());
      if (blessed != null) {
        sections.put(section, blessed);
      }
      out.append("=== ").append(test.name()).append('\n');
      sections.forEach((name, text) -> {
        out.append(name.equals("experiment") ? "" : "--- " + name + "\n");
        out.append(text);
      });
    }
    try {
      Files.writeString(path, out);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
