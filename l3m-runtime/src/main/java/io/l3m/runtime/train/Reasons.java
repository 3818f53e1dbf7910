// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.data.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;
import java.util.Optional;

/** Why something failed, as far as its exception tells a person. */
final class Reasons {

  private Reasons() {}

  static String of(Exception e) {
    return switch (e) {
      case RunFailure told -> firstLines(told);
      case DataException told -> firstLines(told);
      case IllegalArgumentException told -> firstLines(told);
      case UncheckedIOException io ->
          firstLines(io) + ": " + of(Objects.requireNonNull(io.getCause()));
      case IOException io -> of(io);
      default -> firstLine(e) + " (`--debug` prints where)";
    };
  }

  private static String of(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> "`%s` does not exist".formatted(missing.getFile());
      case AccessDeniedException denied ->
          "this user has no permission for `%s`".formatted(denied.getFile());
      case NotDirectoryException file -> "`%s` is no directory".formatted(file.getFile());
      case FileAlreadyExistsException file -> "`%s` is in the way".formatted(file.getFile());
      case FileSystemException system when system.getReason() != null ->
          "%s (%s)".formatted(system.getReason(), system.getFile());
      default -> firstLine(e);
    };
  }

  private static String firstLines(Exception e) {
    return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
  }

  /** libtorch appends its own stack to each message. */
  private static String firstLine(Exception e) {
    return firstLines(e)
        .lines()
        .filter(line -> !line.isBlank())
        .findFirst()
        .orElse(e.getClass().getSimpleName());
  }
}
