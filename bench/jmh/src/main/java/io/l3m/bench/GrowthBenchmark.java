// SPDX-License-Identifier: Apache-2.0
package io.l3m.bench;

import io.l3m.compiler.CheckRequest;
import io.l3m.compiler.CheckResult;
import io.l3m.compiler.Compiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** How the time of a check grows with a config: ten lines a block, up to ten thousand lines. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class GrowthBenchmark {

  @Param({"125", "250", "500", "1000"})
  public int blocks;

  private final Compiler compiler = new Compiler();
  private Path file = Path.of("");

  @Setup
  public void write() throws IOException {
    file = Files.createTempFile("l3m-growth-", ".yaml");
    Files.writeString(file, LongConfig.ofBlocks(blocks));
    Configs.valid(compiler, CheckRequest.of(file));
  }

  @TearDown
  public void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  @Benchmark
  public CheckResult check() {
    return compiler.check(CheckRequest.of(file));
  }
}
