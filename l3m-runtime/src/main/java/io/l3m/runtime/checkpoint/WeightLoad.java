// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.checkpoint;

import io.l3m.runtime.block.NamedTensor;
import io.l3m.runtime.block.Parameters;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.weights.StoredTensor;
import io.l3m.weights.WeightFit;
import io.l3m.weights.WeightFit.Elements;
import io.l3m.weights.WeightFit.Slot;
import io.l3m.weights.WeightFit.Unexpected;
import io.l3m.weights.WeightSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Weights that fit a model: checked as a whole first, then copied tensor by tensor. */
public final class WeightLoad {

  private static final int SHOWN = 8;

  private final List<StartingWeights> sources;
  private final WeightFit fit;

  private WeightLoad(List<StartingWeights> sources, WeightFit fit) {
    this.sources = sources;
    this.fit = fit;
  }

  /**
   * Compares files with a model, whose tensors need no memory yet.
   *
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException listing all names that are missing or left over, and all
   *     tensors of another shape
   */
  public static WeightLoad of(List<StartingWeights> weights, Parameters parameters)
      throws IOException {
    Map<String, Slot> model = new LinkedHashMap<>();
    parameters
        .state()
        .forEach((name, tensor) ->
            model.put(
                name,
                new Slot(
                    Arrays.stream(tensor.shape()).boxed().toList(),
                    tensor.dtype().isFloating() ? Elements.FRACTIONS : Elements.WHOLES)));
    List<WeightSource> sources = new ArrayList<>();
    for (StartingWeights source : weights) {
      sources.add(source.open());
    }
    WeightFit fit = WeightFit.of(sources, model);
    if (!fit.isComplete()) {
      throw new IllegalArgumentException(misfit(weights, sources, fit, model.keySet()));
    }
    return new WeightLoad(weights, fit);
  }

  /** The names of the tensors that get values. */
  public Set<String> names() {
    return fit.placed().keySet();
  }

  /**
   * Reads the tensors one after the other and copies them into the parameters and buffers.
   *
   * @param parameters those that were compared, with memory
   * @throws IOException if a file cannot be read
   */
  public void copyInto(Parameters parameters) throws IOException {
    try (TensorReader reader = new TensorReader()) {
      for (Map.Entry<String, StoredTensor> entry : fit.placed().entrySet()) {
        try (TensorScope scope = TensorScope.open()) {
          parameters.set(
              new NamedTensor(entry.getKey(), reader.read(entry.getKey(), entry.getValue())));
        }
      }
    }
  }

  /** What happened, in a line. */
  public String describe() {
    String line = "starting from %d tensors of %s".formatted(fit.placed().size(), files(sources));
    return fit.excused().isEmpty()
        ? line
        : line
            + "; as `checkpoint_filters` says, %d keep their first values: %s"
                .formatted(fit.excused().size(), names(fit.excused()));
  }

  private static String misfit(
      List<StartingWeights> weights, List<WeightSource> sources, WeightFit fit, Set<String> model) {
    List<String> lines = new ArrayList<>();
    lines.add("The weights of %s do not fit the model:".formatted(files(weights)));
    if (!fit.missing().isEmpty()) {
      lines.add(
          "  %d of its tensors are missing: %s"
              .formatted(fit.missing().size(), names(fit.missing())));
      lines.add(
          "    to leave them at their first values: `checkpoint_filters: %s`"
              .formatted(names(WeightFit.patterns(fit.missing(), model))));
    }
    if (!fit.unexpected().isEmpty()) {
      lines.addAll(leftOver(sources, fit.unexpected()));
    }
    if (!fit.mismatched().isEmpty()) {
      lines.add(
          "  %d are of another shape: %s"
              .formatted(
                  fit.mismatched().size(),
                  names(fit.mismatched().stream().map(WeightFit.Mismatch::toString).toList())));
    }
    return String.join("\n", lines);
  }

  private static List<String> leftOver(List<WeightSource> sources, List<Unexpected> unexpected) {
    List<String> names =
        unexpected.stream()
            .map(each ->
                each.name().equals(each.original())
                    ? each.name()
                    : each.name() + " (" + each.original() + ")")
            .toList();
    List<String> all =
        sources.stream().flatMap(each -> each.table().tensors().keySet().stream()).toList();
    List<String> originals = unexpected.stream().map(Unexpected::original).toList();
    return List.of(
        "  %d tensors have no place in it: %s".formatted(unexpected.size(), names(names)),
        "    to leave them out: `checkpoint_filters: %s`; to rename them: `checkpoint_renamer`"
            .formatted(names(WeightFit.patterns(originals, all))));
  }

  private static String files(List<StartingWeights> weights) {
    return weights.stream().map(each -> "`" + each.path() + "`").collect(Collectors.joining(", "));
  }

  private static String names(List<String> names) {
    String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    return names.size() > SHOWN ? "[" + shown + ", …]" : "[" + shown + "]";
  }
}
