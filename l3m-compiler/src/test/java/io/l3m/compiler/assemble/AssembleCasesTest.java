// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.assemble.CaseFile.Case;
import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.source.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Small configs and what they give, or what is reported on them. {@code -Dl3m.bless} writes the
 * reports into the files instead of comparing them; what a config gives was computed by OmegaConf
 * and is not blessed.
 */
class AssembleCasesTest {

  private static final boolean BLESS = System.getProperty("l3m.bless") != null;

  private static final List<CaseFile> FILES =
      Stream.of("references", "merging", "overrides", "syntax")
          .map(name -> CaseFile.read("io/l3m/compiler/assemble/" + name + ".txt"))
          .toList();

  static final List<Case> CASES = FILES.stream().flatMap(file -> file.cases().stream()).toList();

  private static final Map<String, String> BLESSED = new LinkedHashMap<>();

  @ParameterizedTest(name = "{0}")
  @FieldSource("CASES")
  void givesOrReportsWhatTheFileSays(Case test) {
    Problems problems = new Problems();
    AssembledConfig config = ConfigAssembler.assemble(request(test), problems);
    String reports =
        problems.inOrder().stream().map(AssembleCasesTest::line).collect(Collectors.joining());
    if (test.has("gives")) {
      assertThat(CanonicalJson.of(config.root()))
          .isEqualTo(CanonicalJson.of(test.section("gives")));
    }
    if (BLESS && (test.has("reports") || !reports.isEmpty())) {
      BLESSED.put(test.name(), reports);
    } else {
      assertThat(reports).isEqualTo(test.section("reports"));
    }
  }

  @AfterAll
  static void bless() {
    if (BLESS) {
      FILES.forEach(file -> file.bless("reports", BLESSED));
    }
  }

  private static AssembleRequest request(Case test) {
    ConfigInput experiment =
        ConfigInput.of(SourceFile.of("experiment.yaml", unescaped(test.section("experiment"))));
    AssembleRequest request =
        AssembleRequest.of(experiment)
            .withOverrides(test.lines("overrides"))
            .withEnvironment(Map.of("L3M_NAME", "digits", "L3M_SIZE", "7"));
    return test.has("defaults")
        ? request.withDefaults(
            ConfigInput.of(SourceFile.of("defaults.yaml", test.section("defaults"))))
        : request;
  }

  /** What an editor would not show stands in the files as a name in pointed brackets. */
  private static String unescaped(String text) {
    return text.replace("<TAB>", "\t").replace("<CR>", "\r").replace("<NUL>", "\0");
  }

  private static String line(Diagnostic problem) {
    String suggestion = problem.suggestion().map(text -> " → " + text).orElse("");
    String labels =
        problem.labels().stream()
            .map(label -> "  | " + place(label.span()) + " " + label.message() + "\n")
            .collect(Collectors.joining());
    String hint = problem.hint().map(text -> "  = " + text + "\n").orElse("");
    return problem.code().id()
        + " "
        + place(problem.span())
        + suggestion
        + "\n  "
        + problem.message()
        + "\n"
        + labels
        + hint;
  }

  /** The place and the text there, where that is short. */
  private static String place(Span span) {
    String text = span.text().lines().findFirst().orElse("");
    String cut = text.length() > 30 ? text.substring(0, 30) + "…" : text;
    String file = span.file().name().equals("experiment.yaml") ? "" : span.file().name() + " ";
    return file + span.line() + ":" + span.column() + " [" + cut + "]";
  }
}
