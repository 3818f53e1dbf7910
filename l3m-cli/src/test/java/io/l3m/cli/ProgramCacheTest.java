// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.l3m.compiler.emit.EmittedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs go through javac once, and run. */
class ProgramCacheTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void compilesAProgramOnce() throws IOException {
    ProgramCache cache = new ProgramCache(folder.resolve("new/programs"));
    Path classes = cache.classesOf(program("return;"));
    Path main = classes.resolve("p/Main.class");
    Files.setLastModifiedTime(main, FileTime.from(Instant.EPOCH));
    assertThat(cache.classesOf(program("return;"))).isEqualTo(classes);
    assertThat(Files.getLastModifiedTime(main)).isEqualTo(FileTime.from(Instant.EPOCH));
    assertThat(classes.resolveSibling("sources/p/Main.java")).content().contains("return;");
  }

  @Test
  void aDamagedProgramIsCompiledAnew() throws IOException {
    ProgramCache cache = new ProgramCache(folder);
    Path main = cache.classesOf(program("return;")).resolve("p/Main.class");
    byte[] whole = Files.readAllBytes(main);
    byte[] damaged = whole.clone();
    damaged[damaged.length / 2] ^= 4;
    Files.write(main, damaged);
    assertThat(cache.classesOf(program("return;")).resolve("p/Main.class"))
        .isEqualTo(main)
        .hasBinaryContent(whole);
  }

  @Test
  void aCacheThatTakesNoMoreIsDoneWithout() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    List<String> notes = new ArrayList<>();
    Path classes = new ProgramCache(file).classesOf(program("return;"), notes::add);
    assertThat(classes.resolve("p/Main.class")).exists();
    assertThat(notes).singleElement().asString().contains(file.toString(), "L3M_CACHE");
  }

  @Test
  void anotherProgramHasAnotherPlace() throws IOException {
    ProgramCache cache = new ProgramCache(folder);
    assertThat(cache.classesOf(program("return;")))
        .isNotEqualTo(cache.classesOf(program("int x = 1;")));
  }

  @Test
  void aCacheThatCannotBeWrittenIsDoneWithout() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    List<String> notes = new ArrayList<>();
    Path own = ProgramCache.writableFolder(file.resolve("programs"), notes::add);
    assertThat(own).isEmptyDirectory();
    assertThat(notes).singleElement().asString().contains(file.toString(), "L3M_CACHE");
    notes.clear();
    Path wanted = folder.resolve("new/programs");
    assertThat(ProgramCache.writableFolder(wanted, notes::add)).isEqualTo(wanted);
    assertThat(notes).isEmpty();
  }

  /** Java calls the folder of a user without an entry in the system's list {@code ?}. */
  @Test
  void aUserWhomTheSystemDoesNotKnowHasACache() {
    Map<String, String> somewhere = Map.of("HOME", "/somewhere");
    assertThat(ProgramCache.usersFolder(somewhere, "?")).startsWithRaw(Path.of("/somewhere"));
    assertThat(ProgramCache.usersFolder(Map.of(), "?")).isAbsolute();
    assertThat(ProgramCache.usersFolder(somewhere, "/home/u")).startsWithRaw(Path.of("/home/u"));
    Map<String, String> chosen = Map.of("L3M_CACHE", "/chosen", "XDG_CACHE_HOME", "/shared");
    assertThat(ProgramCache.usersFolder(chosen, "?")).startsWithRaw(Path.of("/chosen"));
  }

  @Test
  void severalWritersAgree() throws Exception {
    List<Future<Path>> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        results.add(threads.submit(() -> new ProgramCache(folder).classesOf(program("return;"))));
      }
    }
    for (Future<Path> result : results) {
      assertThat(result.get().resolve("p/Main.class")).exists();
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void aProgramThatDoesNotCompileIsABug() {
    assertThatThrownBy(() -> new ProgramCache(folder).classesOf(program("int x = \"\";")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("p/Main.java")
        .hasMessageContaining("incompatible types");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void forgetsWhatNobodyHasRunForLong() throws IOException {
    Path old = Files.createDirectories(folder.resolve("0123/classes")).getParent();
    Path recent = Files.createDirectory(folder.resolve("4567"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(31))));
    Files.setLastModifiedTime(recent, FileTime.from(Instant.now().minus(Duration.ofDays(29))));
    new ProgramCache(folder).classesOf(program("return;"));
    assertThat(old).doesNotExist();
    assertThat(recent).exists();
  }

  @Test
  void runsWithArguments() throws IOException {
    String body = "System.setProperty(\"l3m.test.arguments\", String.join(\",\", args));";
    Path classes = new ProgramCache(folder).classesOf(program(body));
    assertThat(new Program(classes, "p.Main", ClassPath.ofThisProcess()).run("--quiet", "--output"))
        .isZero();
    assertThat(System.clearProperty("l3m.test.arguments")).isEqualTo("--quiet,--output");
  }

  @Test
  void passesAFailureOn() throws IOException {
    Path classes =
        new ProgramCache(folder).classesOf(program("throw new RuntimeException(\"boom\");"));
    assertThatThrownBy(() -> new Program(classes, "p.Main", ClassPath.ofThisProcess()).run())
        .hasRootCauseMessage("boom");
  }

  private static List<EmittedFile> program(String body) {
    String text =
        """
        package p;

        public final class Main {
          public static void main(String[] args) {
            %s
          }
        }
        """
            .formatted(body);
    return List.of(new EmittedFile("p", "Main", text));
  }
}
