// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder that holds the weights of one model under a name that is usual for them. */
record WeightTableFolder(Path path) {

  private static final List<String> USUAL =
      List.of(
          "model.safetensors.index.json",
          "model.safetensors",
          "pytorch_model.bin.index.json",
          "pytorch_model.bin");

  /** What torch.distributed leaves in the folder of a checkpoint. */
  private static final String DISTRIBUTED = ".metadata";

  WeightTable read() throws IOException {
    for (String name : USUAL) {
      Path file = path.resolve(name);
      if (Files.exists(file)) {
        return WeightTable.read(file);
      }
    }
    if (Files.exists(path.resolve(DISTRIBUTED))) {
      throw WeightsFormatException.of(
          path,
          "it is a distributed checkpoint of PyTorch; make one file of it with `python -m torch.distributed.checkpoint.format_utils dcp_to_torch %s %s.pth`, and name that"
              .formatted(path, path));
    }
    throw WeightsFormatException.of(
        path, "there is none of `%s` in this folder".formatted(String.join("`, `", USUAL)));
  }
}
