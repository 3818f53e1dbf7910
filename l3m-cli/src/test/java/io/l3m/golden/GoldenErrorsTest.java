// SPDX-License-Identifier: Apache-2.0
package io.l3m.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.l3m.house.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes that the original cannot construct, initialise or run: none gets as far as a program. The
 * property {@code l3m.golden.errors} names another file of cases.
 */
final class GoldenErrorsTest {

  private static final String NOT_REFUSED = "";

  /** What depends on the ids in a text, of which no config tells. */
  private static final Set<String> NOT_IN_CONFIG = Set.of("text-id-out-of-range");

  @Test
  void whatTheOriginalDoesNotStandIsRefused(@TempDir Path work) throws Exception {
    String chosen = System.getProperty("l3m.golden.errors", "");
    Path given = chosen.isEmpty() ? Checkout.shared("golden/errors") : Path.of(chosen);
    Path file = Files.isDirectory(given) ? given.resolve("cases.json") : given;
    assumeThat(Files.exists(file))
        .as("the original's errors in %s; -Dl3m.golden.errors names another folder or file", file)
        .isTrue();
    List<ErrorCase> cases = ErrorCase.in(file);
    Map<ErrorCase, String> codes = new LinkedHashMap<>();
    for (ErrorCase one : cases) {
      codes.put(one, codes(one, work.resolve("e" + codes.size())));
    }
    System.out.println(table(codes));
    assertThat(codes.entrySet())
        .filteredOn(entry -> !entry.getKey().phase().equals("none"))
        .filteredOn(entry -> !NOT_IN_CONFIG.contains(entry.getKey().name()))
        .filteredOn(entry -> entry.getValue().equals(NOT_REFUSED))
        .extracting(entry -> entry.getKey().name())
        .as("what the compiler lets through")
        .isEmpty();
  }

  private static String codes(ErrorCase one, Path folder) throws IOException {
    CaseProgram program = CaseProgram.of(one.experiment("golden.e"), folder);
    return String.join(" ", program.codes());
  }

  private static String table(Map<ErrorCase, String> codes) {
    List<String> lines = new ArrayList<>();
    long refused = codes.values().stream().filter(found -> !found.equals(NOT_REFUSED)).count();
    lines.add("%d nodes, %d refused".formatted(codes.size(), refused));
    codes.forEach(
        (one, found) -> lines.add("%-32s %-10s %s".formatted(one.name(), one.phase(), found)));
    return String.join("\n", lines);
  }
}
