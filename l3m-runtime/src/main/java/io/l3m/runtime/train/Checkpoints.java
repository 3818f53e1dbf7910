// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.block.NamedTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The checkpoints of a run, one directory each: {@code step-00000123}. A directory gets this name
 * when all in it is on the disk, so one that has it is whole unless it was damaged later.
 */
final class Checkpoints {

  private static final Pattern NAME = Pattern.compile("step-(\\d{8,18})");
  private static final String PARTIAL = ".partial";
  private static final String DISCARDED = ".discarded";

  /** How long a checkpoint stays. */
  enum Keep {
    /** For good. */
    ALWAYS,
    /** Until a later one is whole. */
    UNTIL_NEXT
  }

  private final Path folder;
  private Optional<Path> replaceable = Optional.empty();

  Checkpoints(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes a checkpoint. If that fails, what was written of it is deleted and all others stay.
   *
   * @return its directory
   */
  Path save(TrainState state, List<NamedTensor> model, List<NamedTensor> optimizer)
      throws IOException {
    Path target = folder.resolve(String.format(Locale.ROOT, "step-%08d", state.step()));
    Path partial = folder.resolve(target.getFileName() + PARTIAL);
    Files.createDirectories(folder);
    clearAway();
    try {
      Files.createDirectory(partial);
      Checkpoint.write(partial, state, model, optimizer);
      discard(target); // damaged, or of an attempt that was given up
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
      Checkpoint.force(folder);
    } catch (IOException | RuntimeException e) {
      deleteQuietly(partial);
      throw e;
    }
    if (replaceable.isPresent() && !replaceable.get().equals(target)) {
      discard(replaceable.get());
    }
    goOnFrom(target, state);
    clearAway();
    return target;
  }

  /** The run now stands at a checkpoint of this folder, which it wrote or was resumed from. */
  void goOnFrom(Path checkpoint, TrainState state) {
    replaceable = state.keep() == Keep.UNTIL_NEXT ? Optional.of(checkpoint) : Optional.empty();
  }

  /**
   * The newest checkpoint that is whole.
   *
   * @param damaged is told of each newer one that is not, in one line
   */
  Optional<Checkpoint> newest(Consumer<String> damaged) throws IOException {
    for (Path candidate : newestFirst()) {
      try {
        return Optional.of(Checkpoint.read(candidate));
      } catch (IOException e) {
        damaged.accept("skipped the checkpoint %s: %s".formatted(candidate, Reasons.of(e)));
      }
    }
    return Optional.empty();
  }

  /**
   * The checkpoint that a person names: its own directory, or one of a run.
   *
   * @param damaged is told of each one that is passed over
   */
  static Checkpoint find(Path path, Consumer<String> damaged) throws IOException {
    if (Checkpoint.isCheckpoint(path)) {
      try {
        return Checkpoint.read(path);
      } catch (IOException e) {
        throw new RunFailure(
            "The checkpoint `%s` is not whole: %s".formatted(path, Reasons.of(e)), e);
      }
    }
    return new Checkpoints(RunDirectory.checkpoints(path))
        .newest(damaged)
        .orElseThrow(() -> new RunFailure(whatIsNotThere(path)));
  }

  private static String whatIsNotThere(Path path) {
    if (Files.exists(path.resolve(".metadata"))) {
      return "`%s` is a checkpoint of the original in torch.distributed's format, which cannot be read here"
          .formatted(path);
    }
    return Files.exists(path)
        ? "There is no whole checkpoint in `%s`; name a run directory or a directory like `checkpoints/step-00001000`"
            .formatted(path)
        : "There is no checkpoint at `%s`".formatted(path);
  }

  /** The newest one by name, whole or not. */
  Optional<Path> newestName() {
    try {
      return newestFirst().stream().findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private List<Path> newestFirst() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> NAME.matcher(entry.getFileName().toString()).matches())
          .sorted(Comparator.comparingLong(Checkpoints::step).reversed())
          .toList();
    }
  }

  private static long step(Path checkpoint) {
    Matcher matcher = NAME.matcher(checkpoint.getFileName().toString());
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
  }

  /** Deletes what killed processes have left half-written or half-deleted. */
  private void clearAway() throws IOException {
    List<Path> left = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder)) {
      entries
          .filter(entry -> {
            String name = entry.getFileName().toString();
            return name.endsWith(PARTIAL) || name.endsWith(DISCARDED);
          })
          .forEach(left::add);
    }
    left.forEach(Checkpoints::deleteQuietly);
  }

  /** Takes the name away before the files, lest half of them pass for a checkpoint. */
  private void discard(Path checkpoint) throws IOException {
    if (Files.exists(checkpoint)) {
      Files.move(checkpoint, folder.resolve(checkpoint.getFileName() + DISCARDED));
    }
  }

  private static void deleteQuietly(Path directory) {
    try (Stream<Path> entries = Files.walk(directory)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(entry);
      }
    } catch (IOException e) {
      // what cannot be deleted is in nobody's way: no one takes it for a checkpoint
    }
  }
}
