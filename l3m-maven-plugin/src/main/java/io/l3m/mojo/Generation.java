// SPDX-License-Identifier: Apache-2.0
package io.l3m.mojo;

import io.l3m.compiler.CompileRequest;
import io.l3m.compiler.CompileResult;
import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.emit.EmittedFile;
import io.l3m.compiler.emit.SourceFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.maven.plugin.MojoFailureException;

/**
 * One run over all configs: compiles what has changed since the last one, keeps the rest, and
 * deletes what no config stands for any more.
 */
final class Generation {

  private final Path output;
  private final GenerationState state;
  private final String version;
  private final Function<CompileRequest, CompileResult> compiler;

  /**
   * A run.
   *
   * @param stateFolder where the note of the last run lies
   * @param version of the plugin
   */
  Generation(
      Path output,
      Path stateFolder,
      String version,
      Function<CompileRequest, CompileResult> compiler) {
    this.output = output;
    this.state = new GenerationState(stateFolder.resolve("generate.state"));
    this.version = version;
    this.compiler = compiler;
  }

  /**
   * What was done.
   *
   * @param compiled how many configs have gone through the compiler
   * @param written how many files are new or different
   * @param deleted how many files had no config any more
   */
  record Outcome(List<Diagnostic> problems, int compiled, long written, int deleted) {
    Outcome {
      problems = List.copyOf(problems);
    }
  }

  Outcome run(List<CompileRequest> requests) throws IOException, MojoFailureException {
    requireDistinctPackages(requests);
    Map<String, GenerationState.Entry> before = state.read();
    Map<String, GenerationState.Entry> after = new TreeMap<>();
    List<Diagnostic> problems = new ArrayList<>();
    List<EmittedFile> emitted = new ArrayList<>();
    int compiled = 0;
    for (CompileRequest request : requests) {
      String digest = RequestDigest.of(request, version);
      GenerationState.Entry known = before.get(request.packageName());
      if (known != null && known.digest().equals(digest) && known.isIntact(output)) {
        after.put(request.packageName(), known);
        continue;
      }
      compiled++;
      CompileResult result = compiler.apply(request);
      problems.addAll(result.problems());
      emitted.addAll(result.files());
      if (!result.hasErrors()) {
        after.put(request.packageName(), GenerationState.Entry.of(digest, result.files()));
      } else if (known != null) {
        after.put(
            request.packageName(), known.outdated()); // its files stay until it compiles again
      }
    }
    long written = new SourceFolder(output).write(emitted);
    int deleted = deleteStale(before, after);
    state.write(after);
    return new Outcome(problems, compiled, written, deleted);
  }

  private int deleteStale(
      Map<String, GenerationState.Entry> before, Map<String, GenerationState.Entry> after)
      throws IOException {
    Set<String> stale = new TreeSet<>();
    before.values().forEach(entry -> stale.addAll(entry.files().keySet()));
    after.values().forEach(entry -> stale.removeAll(entry.files().keySet()));
    for (String path : stale) {
      Files.deleteIfExists(output.resolve(path));
    }
    return stale.size();
  }

  private static void requireDistinctPackages(List<CompileRequest> requests)
      throws MojoFailureException {
    Map<String, Path> owners = new HashMap<>();
    for (CompileRequest request : requests) {
      Path config = request.check().config();
      Path other = owners.putIfAbsent(request.packageName(), config);
      if (other != null) {
        throw new MojoFailureException(
            "%s and %s would both become the package %s; rename one of them"
                .formatted(other, config, request.packageName()));
      }
    }
  }
}
