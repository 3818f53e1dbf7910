// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.diag;

import com.google.gson.stream.JsonWriter;
import io.l3m.compiler.source.Span;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Problems as the OASIS standard SARIF 2.1.0 asks for them
 * (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html).
 */
final class SarifReport {

  private final JsonWriter json;

  private SarifReport(JsonWriter json) {
    this.json = json;
  }

  static String of(List<Diagnostic> problems) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setIndent("  ");
      json.setHtmlSafe(false);
      new SarifReport(json).write(problems);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    return text.append('\n').toString();
  }

  private void write(List<Diagnostic> problems) throws IOException {
    json.beginObject();
    json.name("$schema").value("https://json.schemastore.org/sarif-2.1.0.json");
    json.name("version").value("2.1.0");
    json.name("runs").beginArray().beginObject();
    json.name("tool").beginObject().name("driver").beginObject();
    json.name("name").value("l3m");
    writeRules(problems);
    json.endObject().endObject();
    json.name("columnKind").value("utf16CodeUnits");
    json.name("results").beginArray();
    for (Diagnostic problem : problems) {
      writeResult(problem);
    }
    json.endArray().endObject().endArray().endObject();
  }

  private void writeRules(List<Diagnostic> problems) throws IOException {
    List<Code> codes =
        problems.stream().map(Diagnostic::code).distinct().sorted().collect(Collectors.toList());
    json.name("rules").beginArray();
    for (Code code : codes) {
      json.beginObject();
      json.name("id").value(code.id());
      json.name("name").value(code.name());
      json.endObject();
    }
    json.endArray();
  }

  private void writeResult(Diagnostic problem) throws IOException {
    json.beginObject();
    json.name("ruleId").value(problem.code().id());
    json.name("level").value(ReportPrinter.name(problem.severity()));
    String hint = problem.hint().map(text -> "\n" + text).orElse("");
    writeMessage(problem.message() + hint);
    json.name("locations").beginArray().beginObject();
    writePlace(problem.span());
    json.endObject().endArray();
    json.name("relatedLocations").beginArray();
    for (Diagnostic.Label label : problem.labels()) {
      json.beginObject();
      writePlace(label.span());
      writeMessage(label.message());
      json.endObject();
    }
    json.endArray().endObject();
  }

  private void writeMessage(String text) throws IOException {
    json.name("message").beginObject().name("text").value(text).endObject();
  }

  private void writePlace(Span span) throws IOException {
    json.name("physicalLocation").beginObject();
    json.name("artifactLocation").beginObject();
    json.name("uri").value(uri(span.file().name())).endObject();
    json.name("region").beginObject();
    json.name("startLine").value(span.line());
    json.name("startColumn").value(span.column());
    json.name("endLine").value(span.endLine());
    json.name("endColumn").value(span.endColumn());
    json.endObject().endObject();
  }

  private static String uri(String name) {
    try {
      return new URI(null, null, name.replace('\\', '/'), null).toASCIIString();
    } catch (URISyntaxException problem) {
      throw new IllegalStateException("every path can be quoted: " + name, problem);
    }
  }
}
