// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.golden;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.l3m.runtime.data.FloatArray;
import io.l3m.runtime.data.HostArray;
import io.l3m.runtime.data.LongArray;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Numbers recorded from the original; {@link GoldenFiles} tells where they are. */
public final class Golden {

  private Golden() {}

  public static JsonObject json(String name) {
    try (InputStream stream = open(name);
        InputStreamReader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] bytes(String name) {
    try (InputStream stream = open(name)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tensors of a safetensors file; float32 and int64 only. */
  public static Map<String, HostArray> tensors(String name) {
    ByteBuffer file = ByteBuffer.wrap(bytes(name)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[Math.toIntExact(file.getLong())];
    file.get(header);
    int data = file.position();
    Map<String, HostArray> tensors = new LinkedHashMap<>();
    JsonObject entries =
        JsonParser.parseString(new String(header, StandardCharsets.UTF_8)).getAsJsonObject();
    for (Map.Entry<String, JsonElement> entry : entries.entrySet()) {
      if (!entry.getKey().equals("__metadata__")) {
        JsonObject tensor = entry.getValue().getAsJsonObject();
        long[] shape = longs(tensor.get("shape")).stream().mapToLong(size -> size).toArray();
        int start = data + tensor.getAsJsonArray("data_offsets").get(0).getAsInt();
        boolean floats = tensor.get("dtype").getAsString().equals("F32");
        tensors.put(entry.getKey(), tensor(file, start, floats, shape));
      }
    }
    return tensors;
  }

  private static HostArray tensor(ByteBuffer file, int start, boolean floats, long[] shape) {
    int count = HostArray.elements(shape);
    ByteBuffer bytes = file.slice(start, count * (floats ? 4 : 8)).order(ByteOrder.LITTLE_ENDIAN);
    if (floats) {
      float[] values = new float[count];
      bytes.asFloatBuffer().get(values);
      return FloatArray.of(values, shape);
    }
    long[] values = new long[count];
    bytes.asLongBuffer().get(values);
    return LongArray.of(values, shape);
  }

  public static List<Long> longs(JsonElement array) {
    return array.getAsJsonArray().asList().stream().map(JsonElement::getAsLong).toList();
  }

  /** The SHA-256 of some bytes in hexadecimal digits. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The names of the folders in a folder, sorted. */
  public static List<String> folders(String name) {
    try (Stream<Path> entries = Files.list(GoldenFiles.resource(name))) {
      return entries
          .filter(Files::isDirectory)
          .map(entry -> String.valueOf(entry.getFileName()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) throws IOException {
    return Files.newInputStream(GoldenFiles.resource(name));
  }
}
