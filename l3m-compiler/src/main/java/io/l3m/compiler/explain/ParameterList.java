// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import io.l3m.compiler.Analysis;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.plan.ParameterTable;
import io.l3m.compiler.schema.Member;
import io.l3m.weights.Glob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parameters and buffers of a model, each with what the optimiser does with it. */
public final class ParameterList {

  private static final Pattern BLOCK = Pattern.compile("trunk\\.blocks\\.(\\d+)(?:\\..*)?");

  private final ParameterTable table;
  private final RunKeys keys;
  private final double weightDecay;
  private final List<Glob> withoutDecay;
  private final List<Glob> frozen;
  private final List<Glob> unfrozen;
  private final OptionalLong highestBlock;

  private ParameterList(Analysis analysis) {
    this.table = analysis.parameters().orElseThrow();
    this.keys = new RunKeys(analysis);
    this.weightDecay =
        analysis
            .experiment()
            .optimizer()
            .flatMap(optimizer -> keys.number(optimizer, "weight_decay"))
            .orElse(0.0);
    this.withoutDecay = globs("wd_exclude");
    this.frozen = globs("freeze_list");
    this.unfrozen = globs("unfreeze_list");
    this.highestBlock =
        table.rows().stream()
            .map(row -> BLOCK.matcher(row.name()))
            .filter(Matcher::matches)
            .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
            .max();
  }

  /** The list of an experiment without errors. */
  public static ParameterList of(Analysis analysis) {
    return new ParameterList(analysis);
  }

  /**
   * One tensor.
   *
   * @param dtype of the values that are trained; empty for a buffer, whose block decides
   * @param trainable whether the optimiser has it, after the lists of what is frozen and not
   * @param weightDecay of its group; 0 for what is not trained
   * @param rateFactor on the learning rate
   */
  public record Entry(
      ParameterTable.Row row,
      Optional<String> dtype,
      boolean trainable,
      double weightDecay,
      double rateFactor) {}

  /** All tensors in the order of PyTorch's state dict. */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    Map<String, Double> scalers = scalers();
    for (ParameterTable.Row row : table.rows()) {
      if (row.kind() == Member.Kind.PARAMETER) {
        boolean trains = trains(row);
        boolean decays = trains && !matches(withoutDecay, row.name());
        double factor = rateFactor(row.name(), scalers);
        entries.add(
            new Entry(row, Optional.of("float32"), trains, decays ? weightDecay : 0, factor));
      } else {
        entries.add(new Entry(row, Optional.empty(), false, 0, 1));
      }
    }
    return entries;
  }

  /** The number of elements of all parameters that are trained. */
  public long trainableCount() {
    return table.rows().stream()
        .filter(row -> row.kind() == Member.Kind.PARAMETER && trains(row))
        .mapToLong(ParameterTable.Row::elements)
        .sum();
  }

  /** The table, for people. */
  public String text() {
    Sheet sheet = new Sheet("lllllll");
    sheet.add("name", "shape", "dtype", "kind", "weight decay", "rate", "starts as");
    for (Entry entry : entries()) {
      boolean parameter = entry.row().kind() == Member.Kind.PARAMETER;
      sheet.add(
          entry.row().name(),
          entry.row().shape().toString(),
          entry.dtype().orElse(""),
          kind(entry),
          parameter && entry.trainable() ? Sheet.number(entry.weightDecay()) : "",
          parameter && entry.trainable() ? "× " + Sheet.number(entry.rateFactor()) : "",
          entry.row().initialiser());
    }
    return String.join("\n", sheet.lines()) + "\n\n" + summary() + "\n";
  }

  /** The total, and how it is divided: trained or not, decaying or not. */
  String summary() {
    long total = table.parameterCount();
    long trained = trainableCount();
    long decaying =
        entries().stream()
            .filter(entry -> entry.trainable() && entry.weightDecay() > 0)
            .mapToLong(entry -> entry.row().elements())
            .sum();
    String frozenPart = trained == total ? "" : ", " + Sheet.count(trained) + " of them trained";
    return "%s%s parameters in %s tensors%s; weight decay %s on %s, none on %s"
        .formatted(
            table.isComplete() ? "" : "at least ",
            Sheet.count(total),
            Sheet.count(tensors()),
            frozenPart,
            Sheet.number(weightDecay),
            Sheet.count(decaying),
            Sheet.count(trained - decaying));
  }

  private long tensors() {
    return table.rows().stream().filter(row -> row.kind() == Member.Kind.PARAMETER).count();
  }

  static String kind(Entry entry) {
    return switch (entry.row().kind()) {
      case PARAMETER -> entry.trainable() ? "trained" : "frozen";
      case BUFFER -> "buffer";
      case TRANSIENT_BUFFER -> "buffer, not saved";
    };
  }

  private boolean trains(ParameterTable.Row row) {
    boolean born = row.trainable() && !matches(frozen, row.name());
    return born || matches(unfrozen, row.name());
  }

  private List<Glob> globs(String key) {
    return keys.texts("optim", key).stream().map(Glob::of).toList();
  }

  private static boolean matches(List<Glob> globs, String name) {
    return globs.stream().anyMatch(glob -> glob.matches(name));
  }

  // ---- the factor on the learning rate

  private Map<String, Double> scalers() {
    Map<String, Double> scalers = new LinkedHashMap<>();
    if (keys.key("optim", "lr_scalers") instanceof Value.Named(Map<String, Argument> entries)) {
      entries.forEach((part, factor) ->
          Values.number(factor.value()).ifPresent(number -> scalers.put(part, number)));
    }
    return scalers;
  }

  /** The first factor that fits counts; where there are any, the decay by layer does not. */
  private double rateFactor(String name, Map<String, Double> scalers) {
    if (!scalers.isEmpty()) {
      return scalers.entrySet().stream()
          .filter(scaler -> Glob.of("*" + scaler.getKey() + "*").matches(name))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse(1.0);
    }
    Optional<Double> decay = Values.number(keys.key("optim", "lr_decay"));
    if (decay.isEmpty() || highestBlock.isEmpty()) {
      return 1;
    }
    long layers = highestBlock.getAsLong() + 2;
    return Math.pow(decay.get(), (double) (layers - layer(name, layers)));
  }

  /** The preprocessor is layer 0, then come the blocks; what follows shares the last layer. */
  private static long layer(String name, long layers) {
    if (name.startsWith("preprocessor")) {
      return 0;
    }
    Matcher block = BLOCK.matcher(name);
    return block.matches() ? Long.parseLong(block.group(1)) + 1 : layers;
  }
}
