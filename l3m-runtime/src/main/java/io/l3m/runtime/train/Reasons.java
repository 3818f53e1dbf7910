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
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why something failed, as far as its exception tells a person. */
final class Reasons {

  private static final Pattern ALLOCATION =
      Pattern.compile("can't allocate memory|not enough memory|CUDA out of memory");
  private static final Pattern BYTES = Pattern.compile("tried to allocate (\\d+) bytes");

  private Reasons() {}

  static String of(Throwable e) {
    return switch (e) {
      case OutOfMemoryError heap ->
          "The Java heap is full (%s); `L3M_JAVA_OPTS=-Xmx8g` gives it 8 GiB, and fewer"
                  .formatted(firstLine(heap))
              + " `num_workers` or a smaller `batch_size` take less";
      case RunFailure told -> firstLines(told);
      case RuntimeException memory when isAllocation(memory) -> outOfMemory(memory);
      case DataException told -> firstLines(told);
      case IllegalArgumentException told -> firstLines(told);
      case UncheckedIOException io ->
          firstLines(io) + ": " + of(Objects.requireNonNull(io.getCause()));
      case IOException io -> of(io);
      default -> firstLine(e) + " (`--debug` prints where)";
    };
  }

  private static boolean isAllocation(RuntimeException e) {
    return ALLOCATION.matcher(firstLines(e)).find();
  }

  /** libtorch could not have the memory that it asked for. */
  private static String outOfMemory(RuntimeException e) {
    Matcher bytes = BYTES.matcher(firstLines(e));
    String asked =
        bytes.find()
            ? String.format(
                Locale.ROOT, " for %,.1f MiB", Double.parseDouble(bytes.group(1)) / (1 << 20))
            : "";
    return "There is no memory%s; a smaller `batch_size`, or a larger".formatted(asked)
        + " `optim.gradient_accumulation_steps`, takes less. `l3m explain` forecasts what is needed";
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

  private static String firstLines(Throwable e) {
    return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
  }

  /** libtorch appends its own stack to each message. */
  private static String firstLine(Throwable e) {
    return firstLines(e)
        .lines()
        .filter(line -> !line.isBlank())
        .findFirst()
        .orElse(e.getClass().getSimpleName());
  }
}
