// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.cli.FakeCheckout.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script at the root: finds a JDK, builds when it must, and sets what libtorch reads. */
@DisabledOnOs(OS.WINDOWS)
class ScriptTest {

  @TempDir private Path folder = Path.of("");
  private FakeCheckout checkout;

  @BeforeEach
  void prepare() throws IOException {
    checkout = new FakeCheckout(folder).maven("3.9.16");
  }

  @Test
  void saysInOneLineWhatToInstallWithoutJdk() throws Exception {
    checkout.jdk("17.0.15");
    Result result = checkout.run("check", "a.yaml");
    assertThat(result.status()).isEqualTo(69);
    assertThat(result.err()).contains("no JDK of version 21 or later").hasLineCount(1);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void takesTheNewestJdkOfTheUsualFolders() throws Exception {
    checkout.jdk("21.0.2");
    checkout.jdk("25.0.3");
    checkout.jdk("1.8.0_402");
    assertThat(checkout.run("check").out()).startsWith("java of 25.0.3\n");
  }

  @Test
  void prefersJavaHomeUnlessItIsTooOld() throws Exception {
    checkout.jdk("25.0.3");
    checkout.with("JAVA_HOME", checkout.jdk("21.0.2").toString());
    assertThat(checkout.run("check").out()).startsWith("java of 21.0.2\n");
    checkout.with("JAVA_HOME", checkout.jdk("17.0.15").toString());
    assertThat(checkout.run("check").out()).startsWith("java of 25.0.3\n");
  }

  @Test
  void prefersTheSearchPathToTheUsualFolders() throws Exception {
    checkout.jdk("25.0.3");
    Path link = folder.resolve("tools/java");
    Files.createSymbolicLink(link, checkout.jdk("21.0.2").resolve("bin/java"));
    assertThat(checkout.run("check").out()).startsWith("java of 21.0.2\n");
  }

  @Test
  void buildsOnceAndSaysSo() throws Exception {
    checkout.jdk("25.0.3");
    Result first = checkout.run("check", "a.yaml");
    assertThat(first.err()).startsWith("l3m: building").hasLineCount(1);
    assertThat(first.status()).isZero();
    Result second = checkout.run("check", "a.yaml");
    assertThat(second.err()).isEmpty();
    assertThat(checkout.mavenCalls()).hasSize(1);
  }

  @Test
  void buildsAgainWhenASourceIsNewer() throws Exception {
    checkout.jdk("25.0.3");
    checkout.run("check");
    Files.setLastModifiedTime(checkout.source(), FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(checkout.run("check").err()).contains("since sources changed");
    assertThat(checkout.mavenCalls()).hasSize(2);
  }

  @Test
  void buildsAgainWhenASourceIsGone() throws Exception {
    checkout.jdk("25.0.3");
    checkout.run("check");
    Files.delete(checkout.source());
    checkout.run("check");
    assertThat(checkout.mavenCalls()).hasSize(2);
  }

  @Test
  void buildsAgainWhenALibraryIsGone() throws Exception {
    checkout.jdk("25.0.3");
    checkout.run("check");
    Files.delete(checkout.root.resolve("library.jar"));
    checkout.run("check");
    assertThat(checkout.mavenCalls()).hasSize(2);
  }

  @Test
  void showsWhyABuildFailsAndTriesAgain() throws Exception {
    checkout.jdk("25.0.3");
    Files.createFile(checkout.root.resolve("broken"));
    Result broken = checkout.run("check");
    assertThat(broken.status()).isEqualTo(69);
    assertThat(broken.err()).contains("A.java:1 cannot find symbol", "build.log");
    Files.delete(checkout.root.resolve("broken"));
    assertThat(checkout.run("check").status()).isZero();
  }

  @Test
  void buildsOnceForCommandsThatStartTogether() throws Exception {
    checkout.jdk("25.0.3");
    Files.createFile(checkout.root.resolve("slow"));
    Path script = checkout.root.resolve("l3m");
    List<Process> processes =
        List.of(
            checkout.start(script, checkout.root, "check"),
            checkout.start(script, checkout.root, "check"),
            checkout.start(script, checkout.root, "check"));
    for (Process process : processes) {
      assertThat(FakeCheckout.finish(process).status()).isZero();
    }
    assertThat(checkout.mavenCalls()).hasSize(1);
    assertThat(checkout.root.resolve(".l3m/lock")).doesNotExist();
  }

  @Test
  void takesOverTheLockOfABuilderThatWasKilled() throws Exception {
    checkout.jdk("25.0.3");
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.createDirectories(checkout.root.resolve(".l3m"));
    Files.writeString(checkout.root.resolve(".l3m/lock"), dead.pid() + "\n");
    assertThat(checkout.run("check").status()).isZero();
  }

  @Test
  void worksThroughLinksFromAnyFolder() throws Exception {
    checkout.jdk("25.0.3");
    Path elsewhere = Files.createDirectories(folder.resolve("else where/bin"));
    Files.createSymbolicLink(elsewhere.resolve("l3m"), Path.of("../../a checkout/l3m"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("again"), Path.of("l3m"));
    Result result = FakeCheckout.finish(checkout.start(link, elsewhere, "check", "a b.yaml"));
    assertThat(result.status()).isZero();
    assertThat(result.out()).endsWith("[io.l3m.cli.Main][check][a b.yaml]");
  }

  @Test
  void givesATrainingRunTheCoresOfTheProcess() throws Exception {
    checkout.jdk("25.0.3");
    assertThat(checkout.run("train", "a.yaml", "x.y='1 2'").out())
        .containsPattern("OMP_NUM_THREADS=[1-9]")
        .containsPattern("OPENBLAS_NUM_THREADS=[1-9]")
        .contains("OMP_WAIT_POLICY=passive")
        .contains("[-Dorg.bytedeco.javacpp.nopointergc=true]")
        .endsWith("[train][a.yaml][x.y='1 2']");
  }

  @Test
  void leavesWhatTheUserHasSet() throws Exception {
    checkout.jdk("25.0.3");
    checkout.with("OMP_NUM_THREADS", "7").with("OMP_WAIT_POLICY", "active");
    checkout.with("L3M_JAVA_OPTS", "-Xmx8g -Da=b");
    assertThat(checkout.run("train", "a.yaml").out())
        .contains("OMP_NUM_THREADS=7\nOPENBLAS_NUM_THREADS=7\nOMP_WAIT_POLICY=active\n")
        .contains("[-Xmx8g][-Da=b]");
  }

  @Test
  void passesTheExitStatusOn() throws Exception {
    checkout.jdk("25.0.3");
    assertThat(checkout.with("FAKE_STATUS", "2").run("check").status()).isEqualTo(2);
  }

  @Test
  void verifiesWithMavenAlone() throws Exception {
    checkout.jdk("25.0.3");
    assertThat(checkout.run("verify", "-Dtest=A B").status()).isZero();
    assertThat(checkout.mavenCalls()).containsExactly("--batch-mode verify -Dtest=A B");
    assertThat(checkout.root.resolve(".l3m")).doesNotExist();
  }

  @Test
  void saysWhatToInstallWithoutMaven() throws Exception {
    checkout.jdk("25.0.3");
    checkout.maven("3.6.3");
    Result result = checkout.run("check");
    assertThat(result.status()).isEqualTo(69);
    assertThat(result.err()).contains("no Maven of version 3.8.7 or later");
  }
}
