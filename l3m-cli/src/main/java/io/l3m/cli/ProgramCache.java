// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.l3m.compiler.emit.EmittedFile;
import io.l3m.compiler.emit.SourceFolder;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Compiled programs, each under the digest of its sources and of the class path: the second run of
 * a config needs no javac. Several processes may use one cache.
 *
 * @param folder holds a folder a program, with its {@code sources} and {@code classes}
 * @param classPath what the programs are compiled with
 */
record ProgramCache(Path folder, ClassPath classPath) {

  private static final Duration KEPT = Duration.ofDays(30);
  private static final String DIGEST = "digest";
  private static final int PROBE_BYTES = 1 << 16;

  ProgramCache(Path folder) {
    this(folder, ClassPath.ofThisProcess());
  }

  /** The cache of the person who runs l3m; {@code L3M_CACHE} names another place. */
  static Path usersFolder() {
    return usersFolder(System.getenv(), System.getProperty("user.home"));
  }

  /**
   * As {@link #usersFolder()}.
   *
   * @param home what Java takes for the user's folder: a question mark for a user whom the system
   *     does not know, as in containers that run under a number
   */
  static Path usersFolder(Map<String, String> environment, String home) {
    String chosen = environment.getOrDefault("L3M_CACHE", "");
    if (!chosen.isEmpty()) {
      return Path.of(chosen, "programs");
    }
    String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (!shared.isEmpty()) {
      return Path.of(shared, "l3m", "programs");
    }
    boolean mac = System.getProperty("os.name", "").startsWith("Mac");
    String caches = mac ? "Library/Caches" : ".cache";
    boolean unknown = home.equals("?");
    String own = unknown ? environment.getOrDefault("HOME", "/") : home;
    return Path.of(own, caches, "l3m", "programs");
  }

  /**
   * The folder that is wanted, or where it cannot be written, one of this process alone, which goes
   * when the process ends.
   *
   * @param note is told of that
   */
  static Path writableFolder(Path wanted, Consumer<String> note) throws IOException {
    try {
      Files.createDirectories(wanted);
      if (Files.isWritable(wanted)) {
        return wanted;
      }
    } catch (IOException unwritable) {
      // A run does not need a cache.
    }
    note.accept(
        "cannot keep the compiled program in `%s`; `L3M_CACHE` names another folder"
            .formatted(wanted));
    return folderOfThisProcess();
  }

  private static Path folderOfThisProcess() throws IOException {
    Path own = Files.createTempDirectory("l3m-programs-");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteQuietly(own)));
    return own;
  }

  private static void deleteQuietly(Path folder) {
    try {
      delete(folder);
    } catch (IOException leftOver) {
      // The system clears its folder for temporary files.
    }
  }

  /**
   * The folder of the compiled classes of a program; where the cache takes no more, one of this
   * process alone.
   *
   * @param note is told of that
   * @throws Unwritable if there is no room for it anywhere
   */
  Path classesOf(List<EmittedFile> files, Consumer<String> note) throws JavaSources.NotFitting {
    try {
      return classesOf(files);
    } catch (JavaSources.NotFitting rejected) {
      throw rejected;
    } catch (IOException full) {
      note.accept(
          "cannot keep the compiled program in `%s` (%s); `L3M_CACHE` names another folder"
              .formatted(folder, full.getMessage()));
    }
    try {
      return new ProgramCache(folderOfThisProcess(), classPath).classesOf(files);
    } catch (JavaSources.NotFitting rejected) {
      throw rejected;
    } catch (IOException problem) {
      throw new Unwritable(
          "there is no room for the compiled program in `%s` either (%s); free some"
              .formatted(System.getProperty("java.io.tmpdir"), problem.getMessage()),
          problem);
    }
  }

  /** The folder of the compiled classes of a program. */
  Path classesOf(List<EmittedFile> files) throws IOException {
    Path program = folder.resolve(digest(files));
    if (Files.isDirectory(program) && !isWhole(program)) {
      delete(program); // by a disk that lost power, for example
    }
    if (!Files.isDirectory(program)) {
      Files.createDirectories(folder);
      forgetUnused();
      add(files, program);
    }
    Files.setLastModifiedTime(program, FileTime.from(Instant.now()));
    return program.resolve("classes");
  }

  private void add(List<EmittedFile> files, Path program) throws IOException {
    Path draft = Files.createTempDirectory(folder, "draft-");
    try {
      new SourceFolder(draft.resolve("sources")).write(files);
      Path classes = Files.createDirectory(draft.resolve("classes"));
      compile(files, classes);
      Files.writeString(draft.resolve(DIGEST), digest(classes));
      moveUnlessThere(draft, program);
    } finally {
      delete(draft);
    }
  }

  private void compile(List<EmittedFile> files, Path classes) throws IOException {
    try {
      new JavaSources(files).compileInto(classes, classPath);
    } catch (IllegalStateException | JavaSources.NotFitting rejected) {
      Path probe = classes.resolve("probe");
      Files.write(probe, new byte[PROBE_BYTES]); // javac does not tell a full disk from an error
      Files.delete(probe);
      throw rejected;
    }
  }

  private static boolean isWhole(Path program) {
    try {
      return Files.readString(program.resolve(DIGEST)).equals(digest(program.resolve("classes")));
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** Another process may have been faster; its result is the same. */
  private static void moveUnlessThere(Path draft, Path program) throws IOException {
    try {
      Files.move(draft, program, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException ours) {
      // The program is there.
    } catch (FileSystemException problem) {
      if (!Files.isDirectory(program)) {
        throw problem;
      }
    }
  }

  private void forgetUnused() throws IOException {
    Instant limit = Instant.now().minus(KEPT);
    try (Stream<Path> programs = Files.list(folder)) {
      for (Path program : programs.toList()) {
        if (Files.getLastModifiedTime(program).toInstant().isBefore(limit)) {
          delete(program);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private String digest(List<EmittedFile> files) throws IOException {
    MessageDigest digest = sha256();
    for (EmittedFile file : files) {
      digest.update((file.path() + '\0' + file.text() + '\0').getBytes(UTF_8));
    }
    digest.update(Runtime.version().toString().getBytes(UTF_8));
    for (Path place : classPath.all()) {
      digest.update((place.toString() + '\0' + ClassPath.lastChange(place)).getBytes(UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  /** Of all files in a folder and their names. */
  private static String digest(Path classes) throws IOException {
    MessageDigest digest = sha256();
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        digest.update((classes.relativize(file) + "\0").getBytes(UTF_8));
        digest.update(Files.readAllBytes(file));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException problem) {
      throw new IllegalStateException("every JVM knows SHA-256", problem);
    }
  }

  /** A program has no place to lie in. */
  static final class Unwritable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unwritable(String message, IOException cause) {
      super(message, cause);
    }
  }
}
