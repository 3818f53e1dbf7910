// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.log;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * {@code metrics.jsonl}: one JSON object a line, for programs.
 *
 * <p>A step: {@code {"step":1,"loss":2.3,"lr":1e-07,"grad_norm":0.9,"samples_per_second":1934.5}},
 * then what else the loss reports. An evaluation: {@code
 * {"step":200,"dataset":"val","samples":360,"seconds":0.4,"loss":0.3}}, then the metrics. {@code
 * step} counts finished steps from 1, {@code grad_norm} stands only where gradients are clipped,
 * and a value that is not finite is {@code null}. A loss is printed so that reading it gives the
 * same bits.
 */
public final class JsonlLog implements RunLog {

  private final LogFile file;
  private final End end;

  private JsonlLog(LogFile file, End end) {
    this.file = file;
    this.end = end;
  }

  /**
   * Where lines end, and the step that the last of them is about.
   *
   * @param damaged the first line before that is not about the step of the line before or the next
   */
  private record End(long bytes, long step, OptionalLong damaged) {}

  /**
   * Opens the log of a run that has done the given number of steps, and cuts off what an earlier
   * attempt wrote of later steps, of evaluations after this very step, and half a line at the end.
   */
  public static JsonlLog open(Path path, long step) throws IOException {
    LogFile file = LogFile.open(path);
    try {
      End end = endOf(path, step);
      file.truncate(end.bytes());
      return new JsonlLog(file, end);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** The end of the last line that comes before the end of a step, whatever others look like. */
  private static End endOf(Path file, long step) throws IOException {
    End end = new End(0, 0, OptionalLong.empty());
    OptionalLong damaged = OptionalLong.empty();
    long bytes = 0;
    long number = 0;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      for (int next = in.read(); next >= 0; next = in.read()) {
        bytes++;
        if (next != '\n') {
          line.write(next);
          continue;
        }
        number++;
        OptionalLong ofLine = stepBefore(line.toString(StandardCharsets.UTF_8), step);
        if (damaged.isEmpty() && !follows(ofLine, end)) {
          damaged = OptionalLong.of(number);
        }
        if (ofLine.isPresent()) {
          end = new End(bytes, ofLine.getAsLong(), damaged);
        }
        line.reset();
      }
    }
    return end;
  }

  private static boolean follows(OptionalLong step, End before) {
    return step.isPresent()
        && (before.bytes() == 0
            || step.getAsLong() == before.step()
            || step.getAsLong() == before.step() + 1);
  }

  private static OptionalLong stepBefore(String line, long step) {
    try {
      JsonObject object = JsonParser.parseString(line).getAsJsonObject();
      long ofLine = object.get("step").getAsLong();
      boolean before = ofLine < step || (ofLine == step && !object.has("dataset"));
      return before ? OptionalLong.of(ofLine) : OptionalLong.empty();
    } catch (JsonParseException
        | IllegalStateException
        | NullPointerException
        | NumberFormatException e) {
      return OptionalLong.empty(); // cut off when an earlier attempt was killed, or damaged
    }
  }

  /** The step of the last line that was there when it was opened; 0 if there was none. */
  public long lastStep() {
    return end.step();
  }

  /**
   * The number, from 1, of the first line that cannot be read or is out of its order; an earlier
   * attempt's lines, which are cut off, do not count.
   */
  public OptionalLong damagedLine() {
    return end.damaged();
  }

  /** Writes the file anew, with all its lines, if it has been removed. */
  public void restore() throws IOException {
    file.restore();
  }

  @Override
  public void started(RunStart run) {
    // The numbers speak for themselves.
  }

  @Override
  public void step(StepReport step) {
    write(json -> {
      json.name("step").value(step.step());
      json.name("loss").value(step.loss());
      json.name("lr").value(step.learningRate());
      if (step.gradientNorm().isPresent()) {
        json.name("grad_norm").value(step.gradientNorm().getAsDouble());
      }
      json.name("samples_per_second").value(step.samplesPerSecond());
      write(json, step.measures());
    });
  }

  @Override
  public void evaluated(EvaluationReport evaluation) {
    write(json -> {
      json.name("step").value(evaluation.step());
      json.name("dataset").value(evaluation.dataset());
      json.name("samples").value(evaluation.samples());
      json.name("seconds").value(evaluation.seconds());
      write(json, evaluation.values());
    });
  }

  private static void write(JsonWriter json, List<Scalar> scalars) throws IOException {
    for (Scalar scalar : scalars) {
      json.name(scalar.name());
      if (Double.isFinite(scalar.value())) {
        json.value(scalar.value());
      } else {
        json.nullValue();
      }
    }
  }

  @Override
  public void saved(long step, Path checkpoint) {
    // Its lines were on the disk before.
  }

  @Override
  public void force() {
    file.force();
  }

  @Override
  public void note(String line) {
    // For people, not for programs.
  }

  @Override
  public void close() {
    file.close();
  }

  private interface Fields {
    void writeTo(JsonWriter json) throws IOException;
  }

  /** One write a line, so that a killed run leaves whole lines. */
  private void write(Fields fields) {
    StringWriter line = new StringWriter();
    try {
      JsonWriter json = new JsonWriter(line);
      json.beginObject();
      fields.writeTo(json);
      json.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string takes everything
    }
    file.append(line.append('\n').toString());
  }
}
