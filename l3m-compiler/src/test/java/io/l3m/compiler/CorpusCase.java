// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.diag.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A config with what is wrong with it, if anything is.
 *
 * @param faults none for a valid config
 */
record CorpusCase(String name, CheckRequest request, List<Fault> faults) {

  CorpusCase {
    faults = List.copyOf(faults);
  }

  /**
   * One mistake.
   *
   * @param lines where a report may point
   * @param override the index of the faulty override, instead of a line
   */
  record Fault(
      Severity severity,
      String category,
      Set<Integer> lines,
      OptionalInt override,
      Optional<String> hint) {

    boolean isMetBy(Diagnostic problem) {
      boolean severe = severity == Severity.WARNING || problem.severity() == Severity.ERROR;
      return severe && isAt(problem);
    }

    boolean isAt(Diagnostic problem) {
      OptionalInt index = problem.span().file().overrideIndex();
      return index.isPresent() ? index.equals(override) : lines.contains(problem.span().line());
    }
  }

  /** All cases of a folder, and the configs that are shipped with the original. */
  static List<CorpusCase> in(Path folder, Path shipped) throws IOException {
    List<CorpusCase> cases = new ArrayList<>();
    Path defaults = shipped.resolve("defaults.yaml");
    for (String kind : List.of("reject", "accept")) {
      try (Stream<Path> folders = Files.list(folder.resolve(kind))) {
        folders.sorted().forEach(one -> cases.add(read(one, defaults)));
      }
    }
    try (Stream<Path> files = Files.walk(shipped)) {
      files
          .filter(file -> file.toString().endsWith(".yaml") && !file.equals(defaults))
          .sorted()
          .forEach(file ->
              cases.add(
                  new CorpusCase(
                      "shipped/" + file.getFileName(), request(file, defaults), List.of())));
    }
    return cases;
  }

  private static CheckRequest request(Path file, Path defaults) {
    return CheckRequest.of(file).withDefaults(defaults);
  }

  private static CorpusCase read(Path folder, Path defaults) {
    try {
      JsonObject expected =
          JsonParser.parseString(Files.readString(folder.resolve("expect.json"))).getAsJsonObject();
      CheckRequest request = request(folder.resolve("experiment.yaml"), defaults);
      Path overrides = folder.resolve("overrides.txt");
      if (Files.exists(overrides)) {
        request =
            request.withOverrides(
                Files.readAllLines(overrides).stream().filter(line -> !line.isBlank()).toList());
      }
      if (expected.has("world_size")) {
        request = request.withWorldSize(expected.get("world_size").getAsInt());
      }
      return new CorpusCase(folder.getFileName().toString(), request, faults(expected));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static List<Fault> faults(JsonObject expected) {
    if (expected.has("faults")) {
      return expected.getAsJsonArray("faults").asList().stream()
          .map(fault -> fault(fault.getAsJsonObject()))
          .toList();
    }
    return expected.has("severity") ? List.of(fault(expected)) : List.of();
  }

  private static Fault fault(JsonObject fault) {
    Set<Integer> lines = new HashSet<>();
    present(fault, "line").ifPresent(line -> lines.add(line.getAsInt()));
    present(fault, "also_ok_lines")
        .map(JsonElement::getAsJsonArray)
        .orElseGet(JsonArray::new)
        .forEach(line -> lines.add(line.getAsInt()));
    return new Fault(
        fault.get("severity").getAsString().equals("error") ? Severity.ERROR : Severity.WARNING,
        fault.get("category").getAsString(),
        lines,
        present(fault, "override")
            .map(index -> OptionalInt.of(index.getAsInt()))
            .orElseGet(OptionalInt::empty),
        present(fault, "hint").map(JsonElement::getAsString));
  }

  private static Optional<JsonElement> present(JsonObject object, String name) {
    return Optional.ofNullable(object.get(name)).filter(value -> !value.isJsonNull());
  }
}
