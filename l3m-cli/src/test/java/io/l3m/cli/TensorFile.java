// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.l3m.runtime.data.BoolArray;
import io.l3m.runtime.data.FloatArray;
import io.l3m.runtime.data.HostArray;
import io.l3m.runtime.data.LongArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** A safetensors file, read without the code under test. */
public final class TensorFile {

  private TensorFile() {}

  /** The tensors by name; float64 is rounded to float32. */
  public static Map<String, HostArray> read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int headerLength = Math.toIntExact(bytes.getLong());
    byte[] header = new byte[headerLength];
    bytes.get(header);
    int data = bytes.position();
    Map<String, HostArray> tensors = new LinkedHashMap<>();
    JsonObject entries =
        JsonParser.parseString(new String(header, StandardCharsets.UTF_8)).getAsJsonObject();
    for (Map.Entry<String, JsonElement> entry : entries.entrySet()) {
      if (!entry.getKey().equals("__metadata__")) {
        JsonObject tensor = entry.getValue().getAsJsonObject();
        int start = tensor.getAsJsonArray("data_offsets").get(0).getAsInt();
        tensors.put(
            entry.getKey(), array(bytes.slice(data + start, bytes.limit() - data - start), tensor));
      }
    }
    return tensors;
  }

  private static HostArray array(ByteBuffer slice, JsonObject tensor) {
    ByteBuffer bytes = slice.order(ByteOrder.LITTLE_ENDIAN);
    long[] shape =
        tensor.getAsJsonArray("shape").asList().stream()
            .mapToLong(JsonElement::getAsLong)
            .toArray();
    int length = HostArray.elements(shape);
    return switch (tensor.get("dtype").getAsString()) {
      case "F32" -> {
        float[] values = new float[length];
        bytes.asFloatBuffer().get(values);
        yield FloatArray.of(values, shape);
      }
      case "F64" -> {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
          values[i] = (float) bytes.getDouble(Double.BYTES * i);
        }
        yield FloatArray.of(values, shape);
      }
      case "I64" -> {
        long[] values = new long[length];
        bytes.asLongBuffer().get(values);
        yield LongArray.of(values, shape);
      }
      case "BOOL" -> {
        boolean[] values = new boolean[length];
        for (int i = 0; i < length; i++) {
          values[i] = bytes.get(i) != 0;
        }
        yield BoolArray.of(values, shape);
      }
      default -> throw new IllegalStateException("no test needs " + tensor.get("dtype"));
    };
  }

  /** What a catalogue calls one sample of a batch, such as {@code float[3, 16, 16]}. */
  public static String typeOfSample(HostArray batch) {
    String kind =
        switch (batch) {
          case FloatArray floats -> "float";
          case LongArray longs -> "int";
          case BoolArray bools -> "bool";
        };
    return LongStream.of(batch.shape())
        .skip(1)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(", ", kind + "[", "]"));
  }
}
