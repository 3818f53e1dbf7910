// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.log.FileId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of one run, held by one process at a time: {@code config.yaml}, {@code metrics.jsonl},
 * {@code log.txt} and {@code checkpoints/}.
 */
final class RunDirectory implements AutoCloseable {

  private static final Path RUNS = Path.of("runs");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
  private static final Pattern NAME = Pattern.compile("(\\d{8}-\\d{6})(?:-(\\d{1,9}))?");
  private static final String METRICS = "metrics.jsonl";
  private static final String LOG = "log.txt";
  private static final String CHECKPOINTS = "checkpoints";
  private static final String CONFIG = "config.yaml";
  private static final String LOCK = ".lock";
  private static final List<String> CONTENTS = List.of(CONFIG, METRICS, LOG, CHECKPOINTS);

  private final Path path;
  private Hold hold;

  private RunDirectory(Path path, Hold hold) {
    this.path = path;
    this.hold = hold;
  }

  /** A locked file, which keeps other runs away from the directory that it lies in. */
  private record Hold(FileChannel file, FileLock lock, FileId fileId, FileId directoryId)
      implements AutoCloseable {

    @Override
    public void close() throws IOException {
      lock.release();
      file.close();
    }
  }

  /**
   * A directory for a new run. What an earlier run left in a directory that was asked for goes to
   * {@code earlier/TIME} in it.
   */
  static RunDirectory create(Optional<Path> asked, String name, LocalDateTime now)
      throws IOException {
    if (asked.isEmpty()) {
      return createBelow(RUNS, name, now);
    }
    try {
      Files.createDirectories(asked.get());
      RunDirectory directory = hold(asked.get());
      directory.moveEarlierRunAside(now);
      return directory;
    } catch (IOException e) {
      throw new RunFailure(
          "The run cannot be kept in `%s`: %s. Choose another `--output`"
              .formatted(asked.get(), Reasons.of(e)),
          e);
    }
  }

  static RunDirectory createBelow(Path runs, String name, LocalDateTime now) throws IOException {
    Path ofThisName = runs.resolve(fileName(name));
    String time = now.format(TIME);
    String latest = // a clock that went back makes no run older than others
        entries(ofThisName).stream()
            .map(RunDirectory::time)
            .filter(other -> other.compareTo(time) > 0)
            .max(Comparator.naturalOrder())
            .orElse(time);
    return hold(createNew(ofThisName, latest));
  }

  /** The directory of the run to go on with: the one asked for, or the newest of this name. */
  static RunDirectory resume(Optional<Path> asked, String name) throws IOException {
    if (asked.isPresent()) {
      if (!Files.isDirectory(asked.get())) {
        throw new RunFailure(
            "There is no run in `%s` to go on with; start it without `--resume`"
                .formatted(asked.get()));
      }
      return goOn(asked.get());
    }
    return newestBelow(RUNS, name);
  }

  /** The folder of the run to look at, without holding it: others may go on writing to it. */
  static Path find(Optional<Path> asked, String name) throws IOException {
    return asked.isPresent() ? asked.get() : newestPath(RUNS, name);
  }

  static RunDirectory newestBelow(Path runs, String name) throws IOException {
    return goOn(newestPath(runs, name));
  }

  private static RunDirectory goOn(Path path) throws IOException {
    try {
      return hold(path);
    } catch (IOException e) {
      throw new RunFailure(
          "The run in `%s` cannot be gone on with: %s. Copy it to where this user may write"
              .formatted(path, Reasons.of(e)),
          e);
    }
  }

  private static Path newestPath(Path runs, String name) throws IOException {
    Path ofThisName = runs.resolve(fileName(name));
    Optional<Path> newest = newestIn(ofThisName);
    if (newest.isEmpty()) {
      throw new RunFailure(
          "There is no run with a checkpoint below `%s`; name its directory with `--output`"
              .formatted(ofThisName));
    }
    return newest.get();
  }

  private static Optional<Path> newestIn(Path runs) throws IOException {
    return entries(runs).stream()
        .filter(run -> Files.isDirectory(run.resolve(CHECKPOINTS)))
        .max(
            Comparator.comparing(RunDirectory::time)
                .thenComparingLong(RunDirectory::number)
                .thenComparing(run -> run.getFileName().toString()));
  }

  private static List<Path> entries(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }

  /** When a run began, by its name; empty for other folders. */
  private static String time(Path run) {
    Matcher name = NAME.matcher(run.getFileName().toString());
    return name.matches() ? name.group(1) : "";
  }

  /** Which of the runs of one second it is. */
  private static long number(Path run) {
    Matcher name = NAME.matcher(run.getFileName().toString());
    return name.matches() && name.group(2) != null ? Long.parseLong(name.group(2)) : 1;
  }

  private static Path createNew(Path parent, String name) throws IOException {
    Files.createDirectories(parent);
    for (int attempt = 1; ; attempt++) {
      try {
        return Files.createDirectory(parent.resolve(attempt == 1 ? name : name + "-" + attempt));
      } catch (FileAlreadyExistsException e) {
        // another run began in the same second
      }
    }
  }

  private static String fileName(String name) {
    String plain = name.replaceAll("[^\\p{Alnum}._-]+", "-");
    return plain.isEmpty() || plain.startsWith(".") ? "run" + plain : plain;
  }

  private static RunDirectory hold(Path path) throws IOException {
    return new RunDirectory(
        path,
        tryToHold(path)
            .orElseThrow(() ->
                new RunFailure(
                    "Another run is writing to `%s`; wait for it, or choose another `--output`"
                        .formatted(path))));
  }

  private static Optional<Hold> tryToHold(Path path) throws IOException {
    Path file = path.resolve(LOCK);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = tryLock(channel);
      if (lock != null) {
        return Optional.of(new Hold(channel, lock, FileId.of(file), FileId.of(path)));
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return Optional.empty();
  }

  /** Whether the directory is there and is this run's. */
  boolean isHeld() throws IOException {
    return hold.fileId().isAt(path.resolve(LOCK));
  }

  /**
   * Makes the directory anew if it has been removed or renamed.
   *
   * @return whether what was in it is gone
   * @throws RunFailure if another run has taken its place
   */
  boolean uphold() throws IOException {
    if (isHeld()) {
      return false;
    }
    Files.createDirectories(path);
    Hold again =
        tryToHold(path)
            .orElseThrow(() ->
                new RunFailure(
                    "The run directory `%s` has been removed, and another run has taken its place"
                        .formatted(path)));
    boolean gone = !hold.directoryId().equals(again.directoryId());
    hold.close();
    hold = again;
    return gone;
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by this very process
    }
  }

  private void moveEarlierRunAside(LocalDateTime now) throws IOException {
    List<Path> earlier = new ArrayList<>();
    CONTENTS.stream().map(path::resolve).filter(Files::exists).forEach(earlier::add);
    try (DirectoryStream<Path> older = Files.newDirectoryStream(path, "config-until-*.yaml")) {
      older.forEach(earlier::add);
    }
    if (earlier.isEmpty()) {
      return;
    }
    Path aside = createNew(path.resolve("earlier"), now.format(TIME));
    for (Path entry : earlier) {
      Files.move(entry, aside.resolve(entry.getFileName()));
    }
  }

  Path path() {
    return path;
  }

  Path metrics() {
    return path.resolve(METRICS);
  }

  Path log() {
    return path.resolve(LOG);
  }

  ConfigFile config() {
    return new ConfigFile(path.resolve(CONFIG));
  }

  Path checkpoints() {
    return checkpoints(path);
  }

  /** Where a run in the given directory keeps its checkpoints. */
  static Path checkpoints(Path run) {
    return run.resolve(CHECKPOINTS);
  }

  @Override
  public void close() throws IOException {
    hold.close();
  }
}
