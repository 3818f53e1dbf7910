// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import com.google.gson.stream.JsonWriter;
import io.l3m.compiler.Analysis;
import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.shape.Shapes;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalLong;

/** The overview and the parameters for programs. Sizes are in elements, memory is in bytes. */
public final class JsonOverview {

  private final JsonWriter json;

  private JsonOverview(JsonWriter json) {
    this.json = json;
  }

  /** The text of an experiment without errors. */
  public static String of(Analysis analysis, int worldSize) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setIndent("  ");
      json.setHtmlSafe(false);
      new JsonOverview(json).write(analysis, worldSize);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    return text.append('\n').toString();
  }

  private void write(Analysis analysis, int worldSize) throws IOException {
    Overview overview = Overview.of(analysis, worldSize);
    ParameterList list = ParameterList.of(analysis);
    Costs costs = Costs.of(analysis);
    json.beginObject();
    json.name("parameterCount").value(overview.parameterCount());
    json.name("trainableCount").value(list.trainableCount());
    write("forwardFlops", costs.forward());
    write("backwardFlops", costs.backward());
    write(Memory.of(analysis, worldSize));
    write(Traffic.of(analysis, worldSize));
    json.name("blocks").beginArray();
    for (BlockRow row : overview.blocks()) {
      if (row.depth() == 0) {
        write(row, costs);
      }
    }
    json.endArray();
    json.name("parameters").beginArray();
    for (ParameterList.Entry entry : list.entries()) {
      write(entry);
    }
    json.endArray();
    json.endObject();
  }

  private void write(Memory memory) throws IOException {
    json.name("memory").beginObject();
    json.name("parameters").value(memory.parameters());
    json.name("gradients").value(memory.gradients());
    json.name("optimizer").value(memory.optimizer());
    json.name("activationsEstimate").value(memory.activations());
    json.name("activationsIfAllKept").value(memory.activationsKept());
    json.name("communication").value(memory.communication());
    json.endObject();
  }

  private void write(Traffic traffic) throws IOException {
    json.name("sentPerStep").beginObject();
    json.name("parametersGathered").value(traffic.gathered());
    json.name("gradientsScattered").value(traffic.scattered());
    json.name("gradientsReduced").value(traffic.reduced());
    json.name("activations").value(traffic.tensors());
    json.name("keysAndValues").value(traffic.sequences());
    json.endObject();
  }

  private void write(BlockRow row, Costs costs) throws IOException {
    json.beginObject();
    json.name("path").value(row.path());
    json.name("class").value(row.name());
    json.name("parameters").value(row.parameters());
    write("forwardFlops", costs.forward(row.path()));
    write("reads", row.reads());
    write("writes", row.writes());
    json.endObject();
  }

  private void write(String name, List<DataFlow.Item> items) throws IOException {
    json.name(name).beginArray();
    for (DataFlow.Item item : items) {
      json.beginObject();
      json.name("key").value(item.key());
      json.name("shape").value(Shapes.show(item.shape()));
      json.endObject();
    }
    json.endArray();
  }

  private void write(ParameterList.Entry entry) throws IOException {
    json.beginObject();
    json.name("name").value(entry.row().name());
    json.name("shape").beginArray();
    for (long size : entry.row().shape()) {
      json.value(size);
    }
    json.endArray();
    json.name("dtype").value(entry.dtype().orElse(null));
    json.name("kind").value(ParameterList.kind(entry));
    json.name("weightDecay").value(entry.weightDecay());
    json.name("rateFactor").value(entry.rateFactor());
    json.name("initialiser").value(entry.row().initialiser());
    json.endObject();
  }

  private void write(String name, OptionalLong number) throws IOException {
    json.name(name);
    if (number.isPresent()) {
      json.value(number.getAsLong());
    } else {
      json.nullValue();
    }
  }
}
