// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.log;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
   * Opens the log of a run that has done the given number of steps, and drops what an earlier
   * attempt wrote of later steps, of evaluations after this very step, and half a line at the end.
   */
  public static JsonlLog open(Path file, long step) throws IOException {
    if (Files.exists(file)) {
      keepUpTo(file, step);
    }
    return new JsonlLog(
        file,
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
  }

  private static void keepUpTo(Path file, long step) throws IOException {
    Path kept = file.resolveSibling(file.getFileName() + ".partial");
    try (BufferedReader lines = Files.newBufferedReader(file);
        var writer = Files.newBufferedWriter(kept)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (isBefore(line, step)) {
          writer.write(line);
          writer.write('\n');
        }
      }
    }
    Files.move(kept, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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
