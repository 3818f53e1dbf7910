// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.l3m.runtime.block.NamedTensor;
import io.l3m.runtime.checkpoint.Safetensors;
import io.l3m.runtime.checkpoint.SafetensorsFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A whole checkpoint: a directory with the parameters, the optimiser's state, and {@code
 * state.json}, which is written last and holds the digests of all three.
 */
record Checkpoint(Path path, TrainState state) {

  private static final String MODEL = "model.safetensors";
  private static final String OPTIMIZER = "optimizer.safetensors";
  private static final String STATE = "state.json";
  private static final String FILES = "files";
  private static final String DIGEST = "sha256";
  private static final String BYTES = "bytes";

  /** True if the directory is meant to be a checkpoint, whole or not. */
  static boolean isCheckpoint(Path directory) {
    return Files.exists(directory.resolve(STATE));
  }

  /**
   * Writes all files to a directory and waits until the disk has them.
   *
   * @param directory exists and is empty
   */
  static void write(
      Path directory, TrainState state, List<NamedTensor> model, List<NamedTensor> optimizer)
      throws IOException {
    Safetensors.write(directory.resolve(MODEL), model, Map.of("format", "pt"));
    Safetensors.write(directory.resolve(OPTIMIZER), optimizer, Map.of("format", "pt"));
    JsonObject files = new JsonObject();
    for (String name : List.of(MODEL, OPTIMIZER)) {
      JsonObject file = new JsonObject();
      file.addProperty(BYTES, Files.size(directory.resolve(name)));
      file.addProperty(DIGEST, digest(directory.resolve(name)));
      files.add(name, file);
    }
    JsonObject content = state.toJson();
    content.add(FILES, files);
    JsonObject root = new JsonObject();
    root.addProperty(DIGEST, digest(content));
    root.add("state", content);
    try (FileChannel file =
        FileChannel.open(
            directory.resolve(STATE), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(root + "\n");
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(true);
    }
    force(directory);
  }

  /** Waits until the disk has the entries of a directory. */
  static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * Opens a checkpoint after looking at every byte of it.
   *
   * @throws IOException saying what is wrong with it
   */
  static Checkpoint read(Path directory) throws IOException {
    try {
      JsonObject root =
          JsonParser.parseString(Files.readString(directory.resolve(STATE))).getAsJsonObject();
      JsonObject content = root.getAsJsonObject("state");
      if (content == null || !digest(content).equals(root.get(DIGEST).getAsString())) {
        throw new IOException("%s is damaged".formatted(STATE));
      }
      for (var file : content.getAsJsonObject(FILES).entrySet()) {
        check(directory.resolve(file.getKey()), file.getValue().getAsJsonObject());
      }
      return new Checkpoint(directory, TrainState.fromJson(content));
    } catch (JsonParseException | IllegalStateException | NullPointerException e) {
      throw new IOException("%s is damaged".formatted(STATE), e);
    }
  }

  private static void check(Path file, JsonObject expected) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException("%s is missing".formatted(file.getFileName()));
    }
    long bytes = expected.get(BYTES).getAsLong();
    if (Files.size(file) != bytes) {
      throw new IOException(
          "%s has %d bytes instead of %d".formatted(file.getFileName(), Files.size(file), bytes));
    }
    if (!digest(file).equals(expected.get(DIGEST).getAsString())) {
      throw new IOException("%s is damaged".formatted(file.getFileName()));
    }
  }

  /** Parameters and buffers. */
  List<NamedTensor> model() throws IOException {
    return read(MODEL);
  }

  /** What the optimiser remembers of each parameter. */
  List<NamedTensor> optimizer() throws IOException {
    return read(OPTIMIZER);
  }

  private List<NamedTensor> read(String name) throws IOException {
    try (SafetensorsFile file = Safetensors.read(path.resolve(name))) {
      return file.tensors();
    }
  }

  private static String digest(JsonObject content) {
    return HexFormat.of()
        .formatHex(sha256().digest(content.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static String digest(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      byte[] buffer = new byte[1 << 16];
      while (in.read(buffer) >= 0) {
        // the stream feeds the digest
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }
}
