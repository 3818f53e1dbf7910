// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.golden;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.l3m.runtime.block.NamedTensor;
import io.l3m.runtime.checkpoint.Safetensors;
import io.l3m.runtime.checkpoint.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** Finds and reads what the original computed. */
public final class GoldenFiles {

  private GoldenFiles() {}

  /**
   * A recorded training run; {@code -Dl3m.golden.train} names another folder than the repository's
   * {@code golden/train}.
   */
  public static Path train(String run) {
    String given = System.getProperty("l3m.golden.train", "");
    Path folder = given.isEmpty() ? upwards("golden/train") : Path.of(given);
    return folder.resolve(run);
  }

  /**
   * A file or folder among this module's test resources. {@code -Dl3m.golden.optim} and {@code
   * -Dl3m.golden.data} name folders with other cases in the same form: what is there is taken
   * instead.
   */
  public static Path resource(String name) {
    boolean optim = name.startsWith("optim/");
    String given = System.getProperty(optim ? "l3m.golden.optim" : "l3m.golden.data", "");
    Path other = Path.of(given).resolve(optim ? name.substring("optim/".length()) : name);
    return given.isEmpty() || Files.notExists(other)
        ? upwards("src/test/resources/golden").resolve(name)
        : other;
  }

  /** The JSON of a file. */
  public static JsonElement json(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file));
  }

  /** All tensors of a file by name. */
  public static Map<String, Tensor> tensors(Path file) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    try (SafetensorsFile source = Safetensors.read(file)) {
      for (NamedTensor entry : source.tensors()) {
        tensors.put(entry.name(), entry.tensor());
      }
    }
    return tensors;
  }

  private static Path upwards(String name) {
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve(name))) {
        return folder.resolve(name);
      }
    }
    throw new IllegalStateException("No folder `" + name + "` in or above " + here);
  }
}
