// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import io.l3m.weights.ShardedWriter;
import io.l3m.weights.WeightSource;
import io.l3m.weights.WeightSource.Pair;
import io.l3m.weights.WeightSource.Renamer;
import io.l3m.weights.WeightTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code l3m export}: the weights of a run, or of a file, as Hugging Face's libraries read them.
 */
@Command(
    name = "export",
    description = {
      "Writes weights as safetensors files with an index, as Hugging Face's libraries read them.",
      "FROM is a run's folder, whose newest checkpoint is taken, a checkpoint, or a file of weights."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ExportCommand implements Callable<Integer> {

  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)\\s*([KMGT]?)(I?)B?", Pattern.CASE_INSENSITIVE);
  private static final Pattern CHECKPOINT = Pattern.compile("step-(\\d{8,18})");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FROM", description = "A run, a checkpoint or a file of weights.")
  private Path from = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      required = true,
      description = "The folder to write, which must not exist yet or be empty.")
  private Path output = Path.of("");

  @Option(
      names = "--max-shard-size",
      paramLabel = "SIZE",
      defaultValue = "5GB",
      description = "The most bytes of tensors in a file, such as 500MB (default: 5GB).")
  private String largest = "5GB";

  @Option(
      names = "--leave-out",
      paramLabel = "PATTERN",
      description = "Tensors that are not written; may be given several times.")
  private List<String> leftOut = new ArrayList<>();

  @Option(
      names = "--rename",
      paramLabel = "OLD=NEW",
      description = "Replaces a text in all names; may be given several times.")
  private List<String> renamings = new ArrayList<>();

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    long largestShard = size(largest);
    Renamer renamer = new Renamer.Pairs(renamings.stream().map(this::pair).toList());
    try {
      Path weights = weights(from);
      WeightTable table = chosen(WeightTable.read(weights), renamer);
      List<String> files = ShardedWriter.write(table, output, largestShard);
      report(table, weights, files.size());
      return ExitStatus.FINE;
    } catch (NoSuchFileException missing) {
      err.println("error: there is no file `%s`".formatted(missing.getFile()));
    } catch (FileAlreadyExistsException there) {
      err.println(
          "error: `%s` exists already and is not empty; name another folder".formatted(output));
    } catch (IOException problem) {
      err.println("error: " + problem.getMessage());
    }
    return ExitStatus.ERRORS;
  }

  private void report(WeightTable table, Path weights, int files) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%s: %,d tensors of %s in %s%n",
        output,
        table.tensors().size(),
        weights,
        files == 1 ? "model.safetensors" : files - 1 + " files and their index");
    out.flush();
  }

  /** The tensors that are written, by their new names. */
  private WeightTable chosen(WeightTable all, Renamer renamer) throws IOException {
    for (String pattern : leftOut) {
      if (kept(all, List.of(pattern)) == all.tensors().size()) {
        spec.commandLine().getErr().println("l3m: `--leave-out " + pattern + "` fits no tensor");
      }
    }
    int kept = kept(all, leftOut);
    if (kept == 0) {
      throw new IOException("nothing is left to write of `" + all.path() + "`");
    }
    WeightTable renamed = new WeightSource(all, leftOut, renamer).renamed();
    if (renamed.tensors().size() < kept) {
      throw new IOException("`--rename` gives several tensors one name, and would lose one");
    }
    return renamed;
  }

  private static int kept(WeightTable all, List<String> leftOut) {
    return new WeightSource(all, leftOut, Renamer.none()).renamed().tensors().size();
  }

  /** The newest whole checkpoint of a run; anything else is taken as it is. */
  private static Path weights(Path from) throws IOException {
    Path checkpoints = from.resolve("checkpoints");
    if (!Files.isDirectory(checkpoints)) {
      Optional<Path> run = newestRun(from);
      if (run.isPresent()) {
        throw new IOException(
            "`%s` holds runs; name one of them, such as `%s`".formatted(from, run.get()));
      }
      return from;
    }
    try (Stream<Path> entries = Files.list(checkpoints)) {
      return entries
          .filter(entry -> CHECKPOINT.matcher(entry.getFileName().toString()).matches())
          .filter(entry -> Files.exists(entry.resolve("state.json")))
          .max(Comparator.comparing(entry -> entry.getFileName().toString()))
          .orElseThrow(() -> new IOException("there is no checkpoint in `" + from + "` yet"));
    }
  }

  /** The last run in a folder that is none itself: runs are called by their time. */
  private static Optional<Path> newestRun(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> Files.isDirectory(entry.resolve("checkpoints")))
          .max(Comparator.naturalOrder());
    }
  }

  private Pair pair(String text) {
    int equals = text.indexOf('=');
    if (equals <= 0) {
      throw new ParameterException(
          spec.commandLine(), "`--rename %s` is not of the form OLD=NEW".formatted(text));
    }
    return new Pair(text.substring(0, equals), text.substring(equals + 1));
  }

  private long size(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new ParameterException(
          spec.commandLine(), "`--max-shard-size %s` is no size such as 500MB".formatted(text));
    }
    int power =
        " KMGT"
            .indexOf(matcher.group(2).isEmpty() ? " " : matcher.group(2).toUpperCase(Locale.ROOT));
    double unit = Math.pow(matcher.group(3).isEmpty() ? 1000 : 1024, power);
    return Math.max(1, (long) (Double.parseDouble(matcher.group(1)) * unit));
  }
}
