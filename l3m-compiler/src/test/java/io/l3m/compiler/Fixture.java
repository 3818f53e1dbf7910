// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler;

import io.l3m.compiler.diag.Diagnostic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A config that breaks something, with what the compiler must say about it.
 *
 * <p>{@code #~ L3M0210} on a line expects that code there, and {@code #~ L3M0210 -> name} that it
 * proposes the name. At the top, {@code #~ base: NAME} names the valid config that the file lies
 * over, {@code #~ world-size: N} the number of processes, and {@code #~ override: a.b=c !L3M0212}
 * an argument of the command line, with what is wrong with it.
 */
record Fixture(
    Path file,
    Path base,
    int worldSize,
    List<String> overrides,
    List<String> expected,
    List<String> suggested) {

  /** The folder of all fixtures, from the folder that tests run in. */
  static final Path ROOT = Path.of("src/test/fixtures");

  private static final Pattern CODE = Pattern.compile("#~ (L3M\\d{4})\\b(?: -> (\\S+))?");
  private static final Pattern SETTING = Pattern.compile("#~ ([a-z-]+): (.*)");
  private static final Pattern FAULT = Pattern.compile("(.*) !(L3M\\d{4})(?: -> (\\S+))?");

  static Fixture read(Path file) {
    List<String> lines = lines(file);
    Path folder = ROOT.resolve("base");
    Path base = folder.resolve("images.yaml");
    int worldSize = 1;
    List<String> overrides = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    List<String> suggested = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher setting = SETTING.matcher(lines.get(i));
      if (setting.matches()) {
        String value = setting.group(2);
        switch (setting.group(1)) {
          case "base" -> base = folder.resolve(value + ".yaml");
          case "world-size" -> worldSize = Integer.parseInt(value);
          default -> override(value, overrides, expected, suggested);
        }
      }
      Matcher code = CODE.matcher(lines.get(i));
      while (code.find()) {
        expected.add((i + 1) + " " + code.group(1));
        if (code.group(2) != null) {
          suggested.add(expected.getLast() + " " + code.group(2));
        }
      }
    }
    return new Fixture(file, base, worldSize, overrides, sorted(expected), sorted(suggested));
  }

  private static void override(
      String text, List<String> overrides, List<String> expected, List<String> suggested) {
    Matcher fault = FAULT.matcher(text);
    if (fault.matches()) {
      expected.add("override " + overrides.size() + " " + fault.group(2));
      if (fault.group(3) != null) {
        suggested.add(expected.getLast() + " " + fault.group(3));
      }
      overrides.add(fault.group(1));
    } else {
      overrides.add(text);
    }
  }

  /** The code that the folder is named after. */
  String code() {
    return file.getName(file.getNameCount() - 2).toString();
  }

  List<Diagnostic> check() {
    CheckRequest request =
        new CheckRequest(
            file, Optional.of(base), overrides, List.of(), Map.of(), worldSize, false, ROOT);
    return new Compiler().check(request).problems();
  }

  /** Where which code was reported, as {@link #expected} writes it. */
  static List<String> places(List<Diagnostic> problems) {
    return sorted(problems.stream().map(Fixture::place).toList());
  }

  /** What was proposed where, as {@link #suggested} writes it. */
  static List<String> suggestions(List<Diagnostic> problems) {
    return sorted(
        problems.stream()
            .flatMap(
                problem -> problem.suggestion().stream().map(text -> place(problem) + " " + text))
            .toList());
  }

  private static String place(Diagnostic problem) {
    OptionalInt override = problem.span().file().overrideIndex();
    String where =
        override.isPresent()
            ? "override " + override.getAsInt()
            : Integer.toString(problem.span().line());
    return where + " " + problem.code().id();
  }

  private static List<String> sorted(List<String> texts) {
    return List.copyOf(new TreeSet<>(texts));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  @Override
  public String toString() {
    return code() + "/" + file.getFileName();
  }
}
