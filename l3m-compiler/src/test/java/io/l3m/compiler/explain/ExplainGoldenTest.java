// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.Analysis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All that {@code l3m explain} prints of the quick starts; {@code -Dl3m.golden=write} renews it.
 */
class ExplainGoldenTest {

  private static final Path FOLDER = Path.of("src/test/resources/io/l3m/compiler/explain");

  private static final List<String> KINDS =
      List.of("overview.txt", "parameters.txt", "graph.mmd", "graph.dot", "graph.svg");

  private static String print(Analysis analysis, String kind) {
    return switch (kind) {
      case "overview.txt" -> Overview.of(analysis, 1).text();
      case "parameters.txt" -> ParameterList.of(analysis).text();
      case "graph.mmd" -> FlowGraph.of(analysis).mermaid();
      case "graph.dot" -> FlowGraph.of(analysis).dot();
      case "graph.svg" -> FlowGraph.of(analysis).svg();
      default -> throw new IllegalArgumentException(kind);
    };
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cases")
  void printsWhatItPrinted(String config, String kind) throws IOException {
    String printed = print(QuickStarts.analysis(config), kind);
    Path golden = FOLDER.resolve(config + "." + kind);
    if ("write".equals(System.getProperty("l3m.golden"))) {
      Files.writeString(golden, printed);
    }
    assertThat(printed).isEqualTo(Files.readString(golden));
  }

  static Stream<Arguments> cases() {
    return Stream.of("digits-vit", "moby-llm")
        .flatMap(config -> KINDS.stream().map(kind -> Arguments.of(config, kind)));
  }
}
