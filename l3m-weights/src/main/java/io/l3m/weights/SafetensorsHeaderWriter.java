// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes what stands before the elements in a safetensors file, tensor by tensor. */
public final class SafetensorsHeaderWriter {

  private static final int ALIGNMENT = 8;

  private final StringWriter text = new StringWriter();
  private final JsonWriter json = new JsonWriter(text);
  private final Set<String> names = new HashSet<>(Set.of(SafetensorsHeader.METADATA));
  private long position;

  /** Begins with the metadata, in the order of the map. */
  public SafetensorsHeaderWriter(Map<String, String> metadata) throws IOException {
    json.beginObject();
    if (!metadata.isEmpty()) {
      json.name(SafetensorsHeader.METADATA).beginObject();
      for (Map.Entry<String, String> entry : metadata.entrySet()) {
        json.name(entry.getKey()).value(entry.getValue());
      }
      json.endObject();
    }
  }

  /**
   * Adds a tensor whose elements follow those of the tensor before.
   *
   * @param dtype in the format's own words, such as {@code F32}
   * @param bytes that all its elements take
   * @throws IllegalArgumentException if there is a tensor of this name, or if none may have it
   */
  public void add(String name, String dtype, List<Long> shape, long bytes) throws IOException {
    if (!names.add(name)) {
      throw new IllegalArgumentException("The name `" + name + "` is taken");
    }
    json.name(name).beginObject();
    json.name("dtype").value(dtype);
    json.name("shape").beginArray();
    for (long size : shape) {
      json.value(size);
    }
    json.endArray();
    json.name("data_offsets").beginArray().value(position).value(position + bytes).endArray();
    json.endObject();
    position += bytes;
  }

  /** The length and the text, padded with spaces so that the elements begin aligned. */
  public ByteBuffer finish() throws IOException {
    json.endObject().close();
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    int padded = (bytes.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(padded).put(bytes);
    while (buffer.hasRemaining()) {
      buffer.put((byte) ' ');
    }
    return buffer.flip();
  }
}
