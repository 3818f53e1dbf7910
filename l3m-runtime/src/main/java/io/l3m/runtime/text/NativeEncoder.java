// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.l3m.runtime.data.DataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Hugging Face's own library, for every tokenizer that it can read. */
final class NativeEncoder implements TextEncoder {

  private final HuggingFaceTokenizer tokenizer;

  private NativeEncoder(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  static NativeEncoder of(TokenizerFile file) {
    byte[] json = file.json().toString().getBytes(StandardCharsets.UTF_8);
    // The library lies in the jar; nothing may be fetched.
    System.setProperty("ai.djl.offline", "true");
    try {
      return new NativeEncoder(
          HuggingFaceTokenizer.newInstance(
              new ByteArrayInputStream(json), Map.of("truncation", "false", "padding", "false")));
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (UnsatisfiedLinkError e) {
      throw new DataException("Cannot load the library for tokenizers: " + e.getMessage(), e);
    }
  }

  @Override
  public int[] encode(String text) {
    return Arrays.stream(tokenizer.encode(text, false, false).getIds())
        .mapToInt(Math::toIntExact)
        .toArray();
  }
}
