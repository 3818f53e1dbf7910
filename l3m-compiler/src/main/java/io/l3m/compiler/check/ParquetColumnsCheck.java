// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.NameGuess;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Values;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A Parquet file that is here has the columns that a data set reads. */
final class ParquetColumnsCheck implements Check {

  private static final List<String> COLUMNS =
      List.of("image_column", "text_column", "label_column");
  private static final String ENDING = ".parquet";
  private static final int MOST_FILES = 16;

  @Override
  public void inspect(CheckContext context, Problems problems) {
    for (BoundBlock dataset : context.experiment().blocks()) {
      Optional<Argument> path =
          dataset.schema().parameter("text_column").isPresent()
              ? dataset.argument("path")
              : Optional.empty();
      for (Path file : path.map(ParquetColumnsCheck::files).orElse(List.of())) {
        Optional<List<String>> columns = ParquetColumns.of(file);
        if (columns.isPresent() && inspect(dataset, file, columns.get(), context, problems)) {
          break; // the others are mostly of the same form
        }
      }
    }
  }

  private static List<Path> files(Argument path) {
    Optional<Path> place = LocalFiles.path(path.value());
    return place.filter(Files::isDirectory).isPresent()
        ? LocalFiles.siblings(place.get().resolve("any" + ENDING)).stream()
            .filter(name -> name.endsWith(ENDING))
            .limit(MOST_FILES)
            .map(place.get()::resolve)
            .toList()
        : place
            .filter(file -> file.toString().endsWith(ENDING) && Files.isRegularFile(file))
            .stream()
            .toList();
  }

  /** Whether a column is missing. */
  private static boolean inspect(
      BoundBlock dataset,
      Path file,
      List<String> columns,
      CheckContext context,
      Problems problems) {
    boolean missing = false;
    for (String parameter : COLUMNS) {
      Optional<String> column =
          dataset.schema().parameter(parameter).isPresent()
              ? Values.text(context.value(dataset, parameter))
              : Optional.empty();
      if (column.isPresent() && !columns.contains(outermost(column.get()))) {
        missing = true;
        Optional<Argument> written = dataset.argument(parameter);
        Problems.Report report =
            problems
                .report(
                    Code.COLUMN_MISSING,
                    written.or(() -> dataset.argument("path")).orElseThrow().origin().source(),
                    file.toString(),
                    column.get())
                .suggest(written.flatMap(any -> NameGuess.among(columns, column.get())));
        String has = "it has " + String.join(", ", quoted(columns));
        report.hint(written.isPresent() ? has : has + "; say which with `" + parameter + ": …`");
      }
    }
    return missing;
  }

  private static String outermost(String column) {
    int dot = column.indexOf('.');
    return dot < 0 ? column : column.substring(0, dot);
  }

  private static List<String> quoted(List<String> names) {
    return Stream.concat(
            names.stream().limit(12).map(name -> "`" + name + "`"),
            names.size() > 12 ? Stream.of("…") : Stream.empty())
        .toList();
  }
}
