// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is not a safetensors file by the letter of the format. */
public final class SafetensorsFormatException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Says which file and what is wrong with it. */
  public SafetensorsFormatException(Path path, String problem) {
    super("`" + path + "` is not a valid safetensors file: " + problem);
  }
}
