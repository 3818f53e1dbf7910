// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs in processes of their own, ended from outside. */
@Timeout(600)
class ProcessTest {

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource({"INT, 130, Ctrl-C", "TERM, 143, SIGTERM", "HUP, 129, SIGHUP"})
  void aSignalSavesTheLastStepAndEnds(String signal, int status, String label) throws Exception {
    assumeSignalsArrive(signal);
    Path run = folder.resolve("run");
    Process process =
        start(TinyProgram.command("100000", "1000", "slow", "--output", run.toString()));
    waitForSteps(process, run, 3);
    send(signal, process);
    assertThat(process.waitFor(200, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output(process)).isEqualTo(status);
    assertThat(output(process)).contains("stopped by " + label, "--resume");
    int steps = Tiny.steps(run).size();
    assertThat(Tiny.checkpoints(run)).containsExactly("step-%08d".formatted(steps));
    assertThat(Checkpoint.read(Tiny.checkpoint(run, steps)).state().step()).isEqualTo(steps);
  }

  @Test
  void aStoppedRunGoesOnToTheSameBits() throws Exception {
    Path run = folder.resolve("run");
    Process process = start(TinyProgram.command("200", "1000", "slow", "--output", run.toString()));
    waitForSteps(process, run, 5);
    send("TERM", process);
    assertThat(process.waitFor(200, TimeUnit.SECONDS)).isTrue();
    assertThat(Tiny.steps(run)).hasSizeLessThan(200);
    assertThat(
            TinyProgram.run(
                "200", "1000", "fast", "--quiet", "--output", run.toString(), "--resume"))
        .isZero();
    Path whole = folder.resolve("whole");
    assertThat(TinyProgram.run("200", "1000", "fast", "--quiet", "--output", whole.toString()))
        .isZero();
    assertThat(Tiny.losses(run)).hasSize(200).isEqualTo(Tiny.losses(whole));
    assertThat(Tiny.checkpoint(run, 200).resolve("optimizer.safetensors"))
        .hasSameBinaryContentAs(Tiny.checkpoint(whole, 200).resolve("optimizer.safetensors"));
  }

  @Test
  void aKilledRunGoesOnToTheSameBits() throws Exception {
    Path run = folder.resolve("run");
    Path whole = folder.resolve("whole");
    String[] arguments = {"200", "3", "fast", "--quiet", "--output", whole.toString()};
    assertThat(TinyProgram.run(arguments)).isZero();
    Process process = start(TinyProgram.command("200", "3", "slow", "--output", run.toString()));
    for (int steps : new int[] {5, 20, 35}) { // wherever it is then
      waitForSteps(process, run, steps);
      process.destroyForcibly();
      assertThat(process.waitFor(200, TimeUnit.SECONDS)).isTrue();
      process =
          start(TinyProgram.command("200", "3", "slow", "--output", run.toString(), "--resume"));
    }
    assertThat(process.waitFor(200, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output(process)).isZero();
    assertThat(Tiny.losses(run)).hasSize(200).isEqualTo(Tiny.losses(whole));
    assertThat(Tiny.checkpoints(run)).isEqualTo(Tiny.checkpoints(whole));
  }

  @Test
  void aSecondSignalEndsAtOnce() throws Exception {
    Path run = folder.resolve("run");
    Process process =
        start(TinyProgram.command("100000", "1000", "stuck", "--output", run.toString()));
    waitForSteps(process, run, 12); // the next batch never comes
    send("TERM", process);
    assertThat(process.waitFor(1, TimeUnit.SECONDS)).as("still waits for its batch").isFalse();
    while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
      process.destroy(); // the same signal, and no error if the process has just ended
    }
    assertThat(process.exitValue()).isEqualTo(143);
    assertThat(run.resolve("checkpoints")).doesNotExist();
  }

  /** A limit on the size of files stands in for the disk. */
  @ParameterizedTest(name = "{2}")
  @CsvSource({
    "2, 100, Cannot write",
    "12, 12, The checkpoint of step 12 cannot be written",
  })
  void aDiskThatIsFullLeavesTheLastCheckpointWhole(int halfKilobytes, int steps, String message)
      throws Exception {
    Path run = folder.resolve("run");
    assertThat(TinyProgram.run("4", "1000", "fast", "--quiet", "--output", run.toString()))
        .isZero();
    String[] resume = {
      Integer.toString(steps), "1000", "fast", "--quiet", "--output", run.toString(), "--resume"
    };
    List<String> limited =
        new ArrayList<>(List.of("sh", "-c", "ulimit -f " + halfKilobytes + "; exec \"$@\"", "sh"));
    limited.addAll(TinyProgram.command(resume));
    Process process = start(limited);
    assertThat(process.waitFor(200, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output(process)).isEqualTo(1);
    assertThat(output(process)).contains("error: " + message, "step-00000004", "--resume");
    assertThat(Tiny.checkpoints(run)).containsExactly("step-00000004");
    assertThat(TinyProgram.run(resume)).isZero();
    Path whole = folder.resolve("whole");
    assertThat(TinyProgram.run("4", "1000", "fast", "--quiet", "--output", whole.toString()))
        .isZero();
    resume[5] = whole.toString();
    assertThat(TinyProgram.run(resume)).isZero();
    assertThat(Tiny.losses(run)).hasSize(steps).isEqualTo(Tiny.losses(whole));
  }

  /** Shells and `nohup` hand ignored signals down to us, and a JVM respects that. */
  private static void assumeSignalsArrive(String signal) throws IOException {
    Path status = Path.of("/proc/self/status");
    long bit =
        switch (signal) {
          case "HUP" -> 1;
          case "INT" -> 2;
          default -> 0;
        };
    if (bit != 0 && Files.exists(status)) {
      String ignored =
          Files.readAllLines(status).stream()
              .filter(line -> line.startsWith("SigIgn:"))
              .map(line -> line.substring("SigIgn:".length()).trim())
              .findFirst()
              .orElse("0");
      assumeThat(Long.parseUnsignedLong(ignored, 16) & bit).as(signal + " is ignored").isZero();
    }
  }

  private Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output.txt").toFile())
        .start();
  }

  private String output(Process ended) throws IOException {
    assertThat(ended.isAlive()).isFalse();
    return Files.readString(folder.resolve("output.txt"));
  }

  private void waitForSteps(Process process, Path run, int steps) throws Exception {
    Path metrics = run.resolve("metrics.jsonl");
    while ((Files.exists(metrics) ? Files.readAllLines(metrics) : Collections.emptyList()).size()
        < steps) {
      assertThat(process.isAlive()).as(Files.readString(folder.resolve("output.txt"))).isTrue();
      Thread.sleep(50);
    }
  }

  private static void send(String signal, Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }
}
