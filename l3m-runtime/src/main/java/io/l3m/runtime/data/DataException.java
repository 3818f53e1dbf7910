// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.nio.file.Path;

/** A sample or a batch could not be made; the message says which one, where it lies and why. */
public final class DataException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Something that is not where a config says. Nothing is downloaded, and a relative path begins
   * where the program was started: the message says so.
   *
   * @param remedy ends the sentence, as {@code "put it there, or set `root`"}
   */
  public static DataException missing(String what, Path path, String remedy) {
    String from =
        path.isAbsolute()
            ? ""
            : " below `%s`, where l3m was started".formatted(Path.of("").toAbsolutePath());
    return new DataException(
        "There is no %s `%s`%s. l3m does not download: %s".formatted(what, path, from, remedy));
  }
}
