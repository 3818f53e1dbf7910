// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.diag;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.source.Span;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each format, from problems made by hand. */
class ReportPrinterTest {

  private static final SourceFile CONFIG =
      SourceFile.of("configs/a b.yaml", "model:\n  depth: 4\n  read_key: imagee\n");

  private static final Diagnostic PROBLEM =
      problem(
          span(CONFIG, "imagee"),
          Optional.of("there are: image, target"),
          Optional.of("image"),
          List.of(new Diagnostic.Label(span(CONFIG, "4"), "4 of these")));

  @Test
  void textShowsTheLineWithMarksAndHints() {
    assertThat(text(PROBLEM))
        .isEqualTo(
            """
            error[L3M0001]: 50 % of `x` are missing
              ┌─ configs/a b.yaml:3:13
              │
            3 │   read_key: imagee
              │             ^^^^^^ did you mean `image`?
              ┌─ configs/a b.yaml:2:10
              │
            2 │   depth: 4
              │          - 4 of these
              = there are: image, target

            """);
  }

  @Test
  void textMarksPlacesOfOneLineBelowIt() {
    SourceFile file = SourceFile.of("a.yaml", "a: [1, 1]");
    List<Diagnostic.Label> labels = List.of(new Diagnostic.Label(new Span(file, 4, 5), "first"));
    assertThat(text(problem(new Span(file, 7, 8), Optional.empty(), Optional.empty(), labels)))
        .contains(
            """
            1 │ a: [1, 1]
              │        ^
              │     - first
            """);
  }

  @Test
  void textOfAMissingFileNamesItOnly() {
    assertThat(text(plain(SourceFile.of("no.yaml", "").whole())))
        .isEqualTo("error[L3M0001]: 50 % of `x` are missing\n  ┌─ no.yaml\n\n");
  }

  @Test
  void textPointsIntoAnOverride() {
    assertThat(text(plain(new Span(SourceFile.ofOverride(1, "a.b=x"), 4, 5))))
        .contains("┌─ override 2\n", "1 │ a.b=x\n  │     ^\n");
  }

  @Test
  void marksStandBelowTheirTextWhateverIsBeforeIt() {
    SourceFile file = SourceFile.of("a.yaml", "\tk\u0000: 漢字 x");
    assertThat(text(plain(span(file, "x"))))
        .contains("1 │     k\uFFFD: 漢字 x\n  │              ^\n");
  }

  @Test
  void aLongLineIsCutAroundTheMark() {
    SourceFile file = SourceFile.of("a.yaml", "x".repeat(5000) + "!" + "y".repeat(5000));
    assertThat(text(plain(span(file, "!"))).lines().skip(3).limit(2))
        .containsExactly(
            "1 │ …" + "x".repeat(60) + "!" + "y".repeat(99) + "…", "  │ " + " ".repeat(61) + "^");
  }

  @Test
  void aPlaceOfSeveralLinesIsMarkedOnItsFirst() {
    SourceFile file = SourceFile.of("a.yaml", "a: {\n  b: 1\n}\n");
    assertThat(text(plain(new Span(file, 3, 14)))).contains("1 │ a: {\n  │    ^\n\n");
  }

  @Test
  void coloursAreAddedForATerminalOnly() {
    String coloured = new ReportPrinter(ReportFormat.TEXT, true).print(List.of(PROBLEM));
    assertThat(coloured).contains("\u001b[1;31merror[L3M0001]\u001b[0m");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(text(PROBLEM));
  }

  @Test
  void shortIsALineAProblem() {
    assertThat(ReportPrinter.of(ReportFormat.SHORT).print(List.of(PROBLEM)))
        .isEqualTo("configs/a b.yaml:3:13: error: 50 % of `x` are missing [L3M0001]\n");
  }

  @Test
  void jsonTellsAll() {
    JsonObject problem =
        json(ReportFormat.JSON, PROBLEM).getAsJsonArray("problems").get(0).getAsJsonObject();
    assertThat(problem)
        .isEqualTo(
            JsonParser.parseString(
                """
                {"file": "configs/a b.yaml", "line": 3, "column": 13, "endLine": 3, "endColumn": 19,
                 "code": "L3M0001", "severity": "error", "message": "50 % of `x` are missing",
                 "hint": "there are: image, target", "suggestion": "image", "override": null,
                 "labels": [{"file": "configs/a b.yaml", "line": 2, "column": 10,
                             "message": "4 of these"}]}
                """));
  }

  @Test
  void jsonOfNothingIsAnEmptyList() {
    assertThat(JsonParser.parseString(ReportPrinter.of(ReportFormat.JSON).print(List.of())))
        .isEqualTo(JsonParser.parseString("{\"problems\": []}"));
  }

  @Test
  void jsonNamesTheFaultyOverride() {
    Diagnostic problem = plain(new Span(SourceFile.ofOverride(2, "a=b"), 2, 3));
    JsonObject json =
        json(ReportFormat.JSON, problem).getAsJsonArray("problems").get(0).getAsJsonObject();
    assertThat(json.get("override").getAsInt()).isEqualTo(2);
    assertThat(json.get("hint").isJsonNull()).isTrue();
  }

  @Test
  void sarifHasRulesPlacesAndRelatedPlaces() {
    JsonObject run =
        json(ReportFormat.SARIF, PROBLEM).getAsJsonArray("runs").get(0).getAsJsonObject();
    JsonObject result = run.getAsJsonArray("results").get(0).getAsJsonObject();
    assertThat(result.get("ruleId").getAsString()).isEqualTo("L3M0001");
    assertThat(result.get("level").getAsString()).isEqualTo("error");
    assertThat(result.getAsJsonArray("locations").get(0).getAsJsonObject())
        .isEqualTo(
            JsonParser.parseString(
                """
                {"physicalLocation": {
                  "artifactLocation": {"uri": "configs/a%20b.yaml"},
                  "region": {"startLine": 3, "startColumn": 13, "endLine": 3, "endColumn": 19}}}
                """));
    assertThat(result.getAsJsonArray("relatedLocations")).hasSize(1);
  }

  @Test
  void gitHubGetsOneEscapedLine() {
    assertThat(ReportPrinter.of(ReportFormat.GITHUB).print(List.of(PROBLEM)))
        .isEqualTo(
            "::error file=configs/a b.yaml,line=3,col=13,endLine=3,endColumn=19,title=L3M0001::"
                + "50 %25 of `x` are missing%0Athere are: image, target\n");
  }

  @Test
  void theSummaryCounts() {
    assertThat(ReportPrinter.summary(List.of())).isEmpty();
    assertThat(ReportPrinter.summary(List.of(PROBLEM))).isEqualTo("1 error");
    assertThat(ReportPrinter.summary(List.of(PROBLEM, PROBLEM))).isEqualTo("2 errors");
  }

  private static String text(Diagnostic problem) {
    return ReportPrinter.of(ReportFormat.TEXT).print(List.of(problem));
  }

  private static JsonObject json(ReportFormat format, Diagnostic problem) {
    String text = ReportPrinter.of(format).print(List.of(problem));
    return JsonParser.parseString(text).getAsJsonObject();
  }

  private static Diagnostic plain(Span span) {
    return problem(span, Optional.empty(), Optional.empty(), List.of());
  }

  private static Diagnostic problem(
      Span span,
      Optional<String> hint,
      Optional<String> suggestion,
      List<Diagnostic.Label> labels) {
    String message = "50 % of `x` are missing";
    return new Diagnostic(
        Code.FILE_NOT_FOUND, Severity.ERROR, span, message, hint, suggestion, labels);
  }

  private static Span span(SourceFile file, String part) {
    int start = file.text().indexOf(part);
    return new Span(file, start, start + part.length());
  }
}
