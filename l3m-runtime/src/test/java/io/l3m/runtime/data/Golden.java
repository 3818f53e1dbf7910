// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** Numbers recorded from the original, kept under {@code src/test/resources/golden}. */
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

  private static InputStream open(String name) {
    return Objects.requireNonNull(
        Golden.class.getResourceAsStream("/golden/" + name), () -> "no golden file " + name);
  }
}
