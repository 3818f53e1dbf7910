// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.diag.ReportFormat;
import io.l3m.compiler.diag.ReportPrinter;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ErrorNode;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.ReferenceNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever comes in, a config or problems come out. {@code -Dl3m.mutations=N} tries more. */
class RobustnessTest {

  private static final int MUTATIONS = Integer.getInteger("l3m.mutations", 2000);

  private static final List<String> PIECES =
      List.of(
          "  ",
          "\n",
          ": ",
          "- ",
          "{",
          "}",
          "[",
          "]",
          ",",
          "\"",
          "'",
          "#",
          "&a ",
          "*a",
          "<<: *a",
          "${",
          "${a}",
          "${.b}",
          "${..a}",
          "${a.0}",
          "|\n",
          ">-\n",
          "\t",
          "!!str ",
          "? ",
          "~",
          "???",
          "\\",
          "%",
          "@",
          "0x1F",
          "1e3",
          "é",
          "😀",
          "\r\n",
          "---\n",
          "...\n",
          "\uFEFF",
          "${add:1,2}",
          "${oc.decode:${a}}",
          "${oc.select:a,${b}}",
          "=",
          "\u2028",
          "\u0085",
          "${oc.create:${a}}",
          "${oc.dict.values:a}",
          "a.b=",
          "~a",
          "+a=");

  private final Random random = new Random(20_240_607);

  @Test
  void takesAnyMutationOfAnyCase() {
    List<String> texts =
        Stream.of("references", "merging", "overrides", "syntax")
            .map(name -> CaseFile.read("io/l3m/compiler/assemble/" + name + ".txt"))
            .flatMap(file -> file.cases().stream())
            .flatMap(test -> test.sections().values().stream())
            .toList();
    for (int i = 0; i < MUTATIONS; i++) {
      String config = mutated(texts.get(random.nextInt(texts.size())));
      String defaults = mutated(texts.get(random.nextInt(texts.size())));
      String override = mutated("a.b=1");
      assemble(config, defaults, List.of(override));
    }
  }

  @Test
  void takesAnyBytes(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("config.yaml");
    for (int i = 0; i < 300; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      Files.write(file, bytes);
      Problems problems = new Problems();
      AssembledConfig config =
          ConfigAssembler.assemble(AssembleRequest.of(ConfigInput.of(file)), problems);
      assertThat(problems.hasErrors() || config.complete()).isTrue();
    }
  }

  @Test
  void boundsTheDepthOfReferences() {
    String chain = lines(5000, i -> "a" + i + ": ${a" + (i + 1) + "}") + "a5000: 1\n";
    assertThat(codes(chain)).containsExactly(Code.REFERENCE_TOO_DEEP);
    String nested = "a0: {x: 1}\n" + lines(5000, i -> "a" + (i + 1) + ": {x: \"${a" + i + "}\"}");
    assertThat(codes(nested)).containsExactly(Code.REFERENCE_TOO_DEEP);
    String brackets = "a: \"" + "${".repeat(9000) + "\"\n";
    assertThat(codes(brackets)).containsExactly(Code.REFERENCE_SYNTAX);
    assertThat(codes("a: " + "[".repeat(100_000))).contains(Code.YAML_TOO_DEEP);
    assertThat(codes(lines(2000, i -> " ".repeat(i) + "a:"))).contains(Code.YAML_TOO_DEEP);
  }

  @Test
  void boundsWhatOneTextCosts() {
    String text = "x ${b} ".repeat(50_000);
    assertThat(codes("b: 1\na: " + text + "\n")).containsExactly(Code.REFERENCE_SYNTAX);
    String shared = "b: 1\nc: &c '" + "${b}".repeat(4000) + "'\nd: [" + "*c,".repeat(20_000) + "]";
    assertThat(codes(shared)).containsExactly(Code.REFERENCE_EXPANSION);
  }

  @Test
  void resolvesManyReferences() {
    String config =
        lines(2000, i -> "a" + i + ": " + i) + lines(8000, i -> "b" + i + ": ${a" + i % 2000 + "}");
    assertThat(codes(config)).isEmpty();
    String wrong = lines(3000, i -> "a" + i + ": ${b" + i + "}");
    assertThat(codes(wrong)).hasSize(3000).containsOnly(Code.REFERENCE_UNKNOWN);
  }

  private static String lines(int count, IntFunction<String> line) {
    return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
  }

  private static List<Code> codes(String config) {
    return assemble(config, "", List.of()).stream().map(Diagnostic::code).toList();
  }

  /** Assembles and checks what holds for any input. */
  private static List<Diagnostic> assemble(String text, String below, List<String> overrides) {
    AssembleRequest request =
        AssembleRequest.of(ConfigInput.of(SourceFile.of("experiment.yaml", text)))
            .withDefaults(ConfigInput.of(SourceFile.of("defaults.yaml", below)))
            .withOverrides(overrides)
            .withEnvironment(Map.of("A", "[1, ${b}]"));
    Problems problems = new Problems();
    AssembledConfig config = ConfigAssembler.assemble(request, problems);
    List<Diagnostic> found = problems.inOrder();
    assertThat(problems.hasErrors() || config.complete()).as(text + "\n---\n" + below).isTrue();
    if (config.complete()) {
      boolean poisoned = isPoisoned(config.root(), 0);
      assertThat(problems.hasErrors() || !poisoned).as(text).isTrue();
    }
    for (ReportFormat format : ReportFormat.values()) {
      assertThat(ReportPrinter.of(format).print(found)).isNotNull();
    }
    return found;
  }

  /** Whether there is an error node; fails when a reference is left or the tree is too deep. */
  private static boolean isPoisoned(ConfigNode node, int depth) {
    assertThat(depth).isLessThan(250);
    return switch (node) {
      case MapNode map ->
          map.entries().stream().anyMatch(entry -> isPoisoned(entry.value(), depth + 1));
      case ListNode list -> list.items().stream().anyMatch(item -> isPoisoned(item, depth + 1));
      case ScalarNode scalar -> false;
      case ErrorNode error -> true;
      case ReferenceNode reference -> throw new AssertionError("left: " + reference);
    };
  }

  private String mutated(String text) {
    StringBuilder out = new StringBuilder(text);
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(out.length() + 1);
      int end = Math.min(out.length(), at + random.nextInt(6));
      switch (random.nextInt(4)) {
        case 0 -> out.delete(at, end);
        case 1 -> out.insert(at, out.substring(at, end));
        case 2 -> out.insert(at, (char) random.nextInt(0x3000));
        default -> out.insert(at, PIECES.get(random.nextInt(PIECES.size())));
      }
    }
    return out.toString();
  }
}
