// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a file of weights says about its tensors; their elements stay on the disk.
 *
 * @param path the file, or the folder or index of files that belong together
 * @param tensors by name, in the order of the file
 * @param metadata texts that the writer left
 */
public record WeightTable(
    Path path, Map<String, StoredTensor> tensors, Map<String, String> metadata) {

  private static final int MAGIC = 9;

  /** Copies the maps in their order. */
  public WeightTable {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * Reads a safetensors file, a file of {@code torch.save}, the index of several of them, or a
   * folder with one of these, such as a checkpoint or a model of Hugging Face.
   *
   * @throws WeightsFormatException if it is something else, is damaged, or holds more than weights
   * @throws IOException if it cannot be read
   */
  public static WeightTable read(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return new WeightTableFolder(path).read();
    }
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    if (!Files.isRegularFile(path)) {
      throw WeightsFormatException.of(path, "it is no regular file");
    }
    return path.toString().endsWith(".json") ? ShardIndex.read(path) : readFile(path);
  }

  /**
   * The tensor of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public StoredTensor tensor(String name) {
    StoredTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("`" + path + "` has no tensor `" + name + "`");
    }
    return tensor;
  }

  /** Reads a safetensors file by the letter of its format. */
  public static WeightTable readSafetensors(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return SafetensorsLayout.read(path, channel);
    }
  }

  static WeightTable readFile(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      byte[] magic = FileBytes.array(path, channel, 0, (int) Math.min(MAGIC, channel.size()));
      boolean json = magic.length == MAGIC && magic[MAGIC - 1] == '{';
      if (json || path.toString().endsWith(".safetensors")) {
        return SafetensorsLayout.read(path, channel);
      }
      if (magic.length >= 2 && magic[0] == 'P' && magic[1] == 'K') {
        return new WeightTable(path, TorchArchive.read(path, channel), Map.of());
      }
      if (magic.length >= 2 && magic[0] == (byte) 0x80) {
        throw WeightsFormatException.of(
            path,
            "it is a pickle as PyTorch wrote it before 1.6, which is not read here; save it again with a newer PyTorch: `torch.save(torch.load(\"%s\"), \"%s\")`"
                .formatted(path.getFileName(), path.getFileName()));
      }
      throw WeightsFormatException.of(
          path,
          magic.length == 0
              ? "it is empty"
              : "it is neither a safetensors file nor one of `torch.save`");
    }
  }
}
