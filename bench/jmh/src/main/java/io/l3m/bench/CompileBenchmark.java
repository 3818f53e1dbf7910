// SPDX-License-Identifier: Apache-2.0
package io.l3m.bench;

import io.l3m.compiler.CheckRequest;
import io.l3m.compiler.CheckResult;
import io.l3m.compiler.CompileRequest;
import io.l3m.compiler.CompileResult;
import io.l3m.compiler.Compiler;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** The recipes, from file to problems and from file to program, in a warm JVM. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class CompileBenchmark {

  private final Compiler compiler = new Compiler();
  private List<CheckRequest> requests = List.of();
  private int next;

  @Setup
  public void readOnce() {
    requests = Configs.all();
    requests.forEach(request -> Configs.valid(compiler, request));
  }

  /** One config; the recipes take turns. */
  @Benchmark
  public CheckResult checkOne() {
    next = (next + 1) % requests.size();
    return compiler.check(requests.get(next));
  }

  @Benchmark
  public void checkAll(Blackhole sink) {
    requests.forEach(request -> sink.consume(compiler.check(request)));
  }

  @Benchmark
  public void checkAndGenerateAll(Blackhole sink) {
    requests.forEach(request -> sink.consume(program(request)));
  }

  private CompileResult program(CheckRequest request) {
    return compiler.compile(CompileRequest.of(request));
  }
}
