// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.checkpoint;

import io.l3m.runtime.block.NamedTensor;
import io.l3m.weights.WeightsFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Files of named tensors in the format of https://github.com/huggingface/safetensors: the length of
 * the header as eight bytes, the header as JSON, and the elements of all tensors without gaps.
 */
public final class Safetensors {

  private Safetensors() {}

  /**
   * Opens a file and checks its header; tensors are read when they are asked for.
   *
   * @throws WeightsFormatException if the file breaks a rule of the format
   */
  public static SafetensorsFile read(Path path) throws IOException {
    return SafetensorsFile.open(path);
  }

  /**
   * Writes a file as a whole or not at all: under a temporary name beside it, forced to the disk,
   * then renamed. A file that was there before stays as it was if anything fails.
   *
   * @param tensors on any device, with distinct names
   * @param metadata texts to keep with them
   */
  public static void write(Path path, List<NamedTensor> tensors, Map<String, String> metadata)
      throws IOException {
    new SafetensorsWriter(tensors, metadata).write(path);
  }
}
