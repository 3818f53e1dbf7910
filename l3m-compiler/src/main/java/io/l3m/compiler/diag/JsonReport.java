// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.diag;

import com.google.gson.stream.JsonWriter;
import io.l3m.compiler.source.Span;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Problems for programs. Lines and columns count from 1, columns in UTF-16 units; the end is the
 * column behind the last character; what is unknown is null.
 */
final class JsonReport {

  private JsonReport() {}

  static String of(List<Diagnostic> problems) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setIndent("  ");
      json.setHtmlSafe(false);
      json.beginObject().name("problems").beginArray();
      for (Diagnostic problem : problems) {
        write(json, problem);
      }
      json.endArray().endObject();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    return text.append('\n').toString();
  }

  private static void write(JsonWriter json, Diagnostic problem) throws IOException {
    Span span = problem.span();
    json.beginObject();
    json.name("file").value(span.file().name());
    json.name("line").value(span.line());
    json.name("column").value(span.column());
    json.name("endLine").value(span.endLine());
    json.name("endColumn").value(span.endColumn());
    json.name("code").value(problem.code().id());
    json.name("severity").value(ReportPrinter.name(problem.severity()));
    json.name("message").value(problem.message());
    writeText(json.name("hint"), problem.hint());
    writeText(json.name("suggestion"), problem.suggestion());
    OptionalInt override = span.file().overrideIndex();
    json.name("override");
    if (override.isPresent()) {
      json.value(override.getAsInt());
    } else {
      json.nullValue();
    }
    json.name("labels").beginArray();
    for (Diagnostic.Label label : problem.labels()) {
      json.beginObject();
      json.name("file").value(label.span().file().name());
      json.name("line").value(label.span().line());
      json.name("column").value(label.span().column());
      json.name("message").value(label.message());
      json.endObject();
    }
    json.endArray().endObject();
  }

  private static void writeText(JsonWriter json, Optional<String> text) throws IOException {
    if (text.isPresent()) {
      json.value(text.get());
    } else {
      json.nullValue();
    }
  }
}
