// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import java.io.IOException;
import java.nio.file.Path;

/** A file that breaks the rules of its format, or holds what is not read here. */
public final class WeightsFormatException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String problem;

  private WeightsFormatException(String message, String problem) {
    super(message);
    this.problem = problem;
  }

  /** A file that is not a safetensors file by the letter of the format. */
  static WeightsFormatException safetensors(Path path, String problem) {
    return new WeightsFormatException(
        "`" + path + "` is not a valid safetensors file: " + problem, problem);
  }

  /** Any other file. */
  public static WeightsFormatException of(Path path, String problem) {
    return new WeightsFormatException(
        "The weights in `" + path + "` cannot be read: " + problem, problem);
  }

  /** What is wrong, without the name of the file. */
  public String problem() {
    return problem;
  }
}
