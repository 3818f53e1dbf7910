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
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

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

  private final Path file;
  private final FileChannel channel;

  private JsonlLog(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens the log of a run that has done the given number of steps, and cuts off what an earlier
   * attempt wrote of later steps, of evaluations after this very step, and half a line at the end.
   */
  public static JsonlLog open(Path file, long step) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      channel.truncate(endOf(file, step));
      channel.position(channel.size());
      return new JsonlLog(file, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The bytes of the whole lines up to the first that comes after a step. */
  private static long endOf(Path file, long step) throws IOException {
    long end = 0;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next != '\n') {
          line.write(next);
        } else if (isBefore(line.toString(StandardCharsets.UTF_8), step)) {
          end += line.size() + 1;
          line.reset();
        } else {
          return end;
        }
      }
    }
    return end;
  }

  private static boolean isBefore(String line, long step) {
    try {
      JsonObject object = JsonParser.parseString(line).getAsJsonObject();
      long ofLine = object.get("step").getAsLong();
      return ofLine < step || (ofLine == step && !object.has("dataset"));
    } catch (JsonParseException | IllegalStateException | NullPointerException e) {
      return false; // cut off when an earlier attempt was killed
    }
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
    try {
      channel.force(true);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void note(String line) {
    // For people, not for programs.
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private interface Fields {
    void writeTo(JsonWriter json) throws IOException;
  }

  /** One write a line, so that a killed run leaves whole lines. */
  private void write(Fields fields) {
    try {
      StringWriter line = new StringWriter();
      JsonWriter json = new JsonWriter(line);
      json.beginObject();
      fields.writeTo(json);
      json.endObject();
      line.append('\n');
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(line.toString());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("Cannot write to %s".formatted(file), e);
  }
}
