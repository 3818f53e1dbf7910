// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.block.Parameters;
import io.l3m.weights.Glob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the trainable parameters of a model are divided into groups: by whether weights decay, and by
 * factors of the learning rate. Patterns are those of {@link Glob}.
 */
public final class ParameterGroups {

  private static final Pattern BLOCK = Pattern.compile("trunk\\.blocks\\.(\\d+)(?:\\..*)?");

  private final double weightDecay;
  private final List<Glob> exclusions;
  private final Map<String, Double> scalers;
  private final OptionalDouble decayPerLayer;

  /** What the members of a group have in common. */
  private record Treatment(double lrScale, double weightDecay) {}

  private ParameterGroups(Builder b) {
    this.weightDecay = b.weightDecay;
    this.exclusions = Arrays.stream(b.wdExclude).map(Glob::of).toList();
    this.scalers = new LinkedHashMap<>(b.lrScalers);
    this.decayPerLayer = b.lrDecay;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The groups of a model, in the order in which their first members appear; without factors of the
   * learning rate always two, the decaying one first, either of which may be empty.
   *
   * @throws IllegalArgumentException if rates fall with depth and the model has no {@code
   *     trunk.blocks}
   */
  public List<ParameterGroup> of(Parameters parameters) {
    Map<Treatment, List<Parameter>> groups = new LinkedHashMap<>();
    ToDoubleFunction<String> scale = scale(parameters);
    if (scalers.isEmpty() && decayPerLayer.isEmpty()) {
      groups.put(new Treatment(1, weightDecay), new ArrayList<>());
      groups.putIfAbsent(new Treatment(1, 0), new ArrayList<>());
    }
    for (Parameter parameter : parameters.trainable()) {
      double decay = excluded(parameter.name()) ? 0 : weightDecay;
      Treatment treatment = new Treatment(scale.applyAsDouble(parameter.name()), decay);
      groups.computeIfAbsent(treatment, t -> new ArrayList<>()).add(parameter);
    }
    List<ParameterGroup> result = new ArrayList<>();
    groups.forEach((treatment, members) ->
        result.add(new ParameterGroup(members, treatment.lrScale(), treatment.weightDecay())));
    return result;
  }

  private boolean excluded(String name) {
    return exclusions.stream().anyMatch(glob -> glob.matches(name));
  }

  private ToDoubleFunction<String> scale(Parameters parameters) {
    if (!scalers.isEmpty()) {
      return this::firstScaler;
    }
    if (decayPerLayer.isEmpty()) {
      return name -> 1.0;
    }
    long layers = layers(parameters);
    double decay = decayPerLayer.getAsDouble();
    return name -> Math.pow(decay, (double) (layers - layer(name, layers)));
  }

  private double firstScaler(String name) {
    return scalers.entrySet().stream()
        .filter(entry -> Glob.of("*" + entry.getKey() + "*").matches(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(1.0);
  }

  /** The preprocessor is layer 0, then come the blocks; what follows shares the last layer. */
  private static long layer(String name, long layers) {
    if (name.startsWith("preprocessor")) {
      return 0;
    }
    Matcher block = BLOCK.matcher(name);
    return block.matches() ? Long.parseLong(block.group(1)) + 1 : layers;
  }

  private static long layers(Parameters parameters) {
    long highest =
        parameters.all().stream()
            .map(parameter -> BLOCK.matcher(parameter.name()))
            .filter(Matcher::matches)
            .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
            .max()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "`lrDecay` needs a model with `trunk.blocks`, and this one has none"));
    return highest + 2;
  }

  /** Parameters of {@link ParameterGroups}. */
  public static final class Builder {

    private double weightDecay;
    private String[] wdExclude = {};
    private OptionalDouble lrDecay = OptionalDouble.empty();
    private final Map<String, Double> lrScalers = new LinkedHashMap<>();

    private Builder() {}

    /** Decay of all parameters that are not excluded; 0 unless set. */
    @CanIgnoreReturnValue
    public Builder weightDecay(double weightDecay) {
      this.weightDecay = weightDecay;
      return this;
    }

    /** Patterns of parameters that do not decay. */
    @CanIgnoreReturnValue
    public Builder wdExclude(String... wdExclude) {
      this.wdExclude = wdExclude.clone();
      return this;
    }

    /** The learning rate of each layer as a fraction of that of the layer above. */
    @CanIgnoreReturnValue
    public Builder lrDecay(double lrDecay) {
      this.lrDecay = OptionalDouble.of(lrDecay);
      return this;
    }

    /**
     * A factor for parameters whose name contains {@code part}; the first that fits counts, and any
     * of them makes {@code lrDecay} ineffective.
     */
    @CanIgnoreReturnValue
    public Builder lrScalers(String part, double factor) {
      lrScalers.put(part, factor);
      return this;
    }

    /** Makes the rule. */
    public ParameterGroups build() {
      return new ParameterGroups(this);
    }
  }
}
