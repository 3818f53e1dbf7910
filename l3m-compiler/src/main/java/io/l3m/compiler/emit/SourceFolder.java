// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.emit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A root of Java sources, written by the callers of the compiler. A file whose bytes would not
 * change is not touched, so that what is built from it is not built again.
 */
public record SourceFolder(Path root) {

  /** The lines at the top of a file that say what it was generated from. */
  private static final int HEAD = 2;

  /** Writes what differs, and returns how many files that were. */
  @CanIgnoreReturnValue
  public long write(List<EmittedFile> files) throws IOException {
    long written = 0;
    for (EmittedFile file : files) {
      if (write(root.resolve(file.path()), file.text().getBytes(UTF_8))) {
        written++;
      }
    }
    return written;
  }

  /**
   * Deletes what an earlier program of the same config has in this place and this one has not, such
   * as metrics that are measured no more; returns how many files that were.
   */
  @CanIgnoreReturnValue
  public long deleteOthers(List<EmittedFile> files) throws IOException {
    Set<Path> kept = new HashSet<>();
    Set<Path> folders = new HashSet<>();
    Set<List<String>> heads = new HashSet<>();
    for (EmittedFile file : files) {
      Path path = root.resolve(file.path());
      kept.add(path);
      folders.add(Objects.requireNonNull(path.getParent()));
      heads.add(file.text().lines().limit(HEAD).toList());
    }
    long deleted = 0;
    for (Path folder : folders) {
      for (Path other : sources(folder)) {
        if (!kept.contains(other) && heads.contains(head(other))) {
          Files.delete(other);
          deleted++;
        }
      }
    }
    return deleted;
  }

  private static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(entry -> entry.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static List<String> head(Path file) throws IOException {
    return new String(Files.readAllBytes(file), UTF_8).lines().limit(HEAD).toList();
  }

  private static boolean write(Path file, byte[] bytes) throws IOException {
    if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
      return false;
    }
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.write(file, bytes);
    return true;
  }
}
