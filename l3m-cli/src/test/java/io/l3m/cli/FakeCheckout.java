// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A checkout with the real script, and a Maven and JDKs that only note how they were called. The
 * search path holds these and the tools that any system has.
 */
final class FakeCheckout {

  private static final List<String> TOOLS =
      List.of(
          "sh",
          "cat",
          "cp",
          "date",
          "find",
          "grep",
          "head",
          "ls",
          "mkdir",
          "mv",
          "nproc",
          "pwd",
          "readlink",
          "rm",
          "sed",
          "sleep",
          "sort",
          "tail",
          "touch",
          "uname");

  final Path root;
  private final Path tools;
  private final Path jdks;
  private final Map<String, String> environment = new TreeMap<>();

  /** What a run of the script printed, and its exit status. */
  record Result(int status, String out, String err) {}

  FakeCheckout(Path folder) throws IOException {
    root = Files.createDirectories(folder.resolve("a checkout"));
    tools = Files.createDirectories(folder.resolve("tools"));
    jdks = Files.createDirectories(folder.resolve("jdks"));
    for (String tool : TOOLS) {
      for (String place : List.of("/usr/sbin/", "/usr/bin/", "/bin/")) {
        if (Files.exists(Path.of(place + tool))) {
          executable(tools.resolve(tool), "exec " + place + tool + " \"$@\"");
        }
      }
    }
    Files.copy(script(), root.resolve("l3m"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.createDirectory(root.resolve(".mvn"));
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    for (String module : List.of("l3m-weights", "l3m-compiler", "l3m-runtime", "l3m-cli")) {
      Files.createDirectories(root.resolve(module + "/src/main/java"));
      Files.writeString(root.resolve(module + "/pom.xml"), "<project/>");
    }
    Files.writeString(source(), "class A {}");
    environment.put("PATH", tools.toString());
    environment.put("HOME", folder.toString());
    environment.put("L3M_JDK_FOLDERS", jdks.toString());
  }

  Path source() {
    return root.resolve("l3m-compiler/src/main/java/A.java");
  }

  FakeCheckout with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** A JDK whose java prints its own folder, its environment and its arguments. */
  Path jdk(String version) throws IOException {
    Path jdk = Files.createDirectories(jdks.resolve("jdk " + version));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\nOS_NAME=\"X\"\n");
    Files.createDirectories(jdk.resolve("bin"));
    executable(jdk.resolve("bin/javac"), "exit 0");
    executable(
        jdk.resolve("bin/java"),
        """
        echo "java of %s"
        echo "OMP_NUM_THREADS=${OMP_NUM_THREADS-}"
        echo "OPENBLAS_NUM_THREADS=${OPENBLAS_NUM_THREADS-}"
        echo "OMP_WAIT_POLICY=${OMP_WAIT_POLICY-}"
        for word; do printf '[%%s]' "$word"; done
        exit ${FAKE_STATUS-0}
        """
            .formatted(version));
    return jdk;
  }

  /** A Maven that builds what the script asks for, and notes its arguments. */
  FakeCheckout maven(String version) throws IOException {
    executable(
        tools.resolve("mvn"),
        """
        case "$*" in *--version*) echo "Apache Maven %s (fake)"; exit 0 ;; esac
        echo "$*" >>maven.calls
        [ ! -e broken ] || { echo '[ERROR] A.java:1 cannot find symbol'; exit 1; }
        [ ! -e slow ] || sleep 1
        for module in l3m-cli l3m-compiler l3m-runtime l3m-weights; do
          mkdir -p $module/target
          echo jar >$module/target/$module.jar
        done
        echo "$PWD/library.jar" >l3m-cli/target/libraries.classpath
        echo jar >library.jar
        """
            .formatted(version));
    return this;
  }

  List<String> mavenCalls() throws IOException {
    Path calls = root.resolve("maven.calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  Result run(String... arguments) throws IOException, InterruptedException {
    return finish(start(root.resolve("l3m"), root, arguments));
  }

  Process start(Path command, Path folder, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(command.toString()));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  static Result finish(Process process) throws IOException, InterruptedException {
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    return new Result(process.waitFor(), out, err);
  }

  static void executable(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path script() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(folder.resolve("l3m"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("the tests must run inside a checkout");
      }
    }
    return folder.resolve("l3m");
  }
}
