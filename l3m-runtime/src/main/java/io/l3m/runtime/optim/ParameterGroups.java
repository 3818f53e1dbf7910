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
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the trainable parameters of a model are divided into groups: by whether weights decay, and by
 * factors of the learning rate. Patterns are those of {@link Glob}. Of the ways to give parameters
 * factors, the first that is set counts: {@code mup}, {@code probeHparamSearch}, {@code lrScalers},
 * {@code lrDecay}.
 */
public final class ParameterGroups {

  private static final Pattern BLOCK = Pattern.compile("trunk\\.blocks\\.(\\d+)(?:\\..*)?");

  private final double weightDecay;
  private final double learningRate;
  private final List<Glob> exclusions;
  private final Map<String, Double> scalers;
  private final OptionalDouble decayPerLayer;
  private final boolean probes;
  private final Optional<Mup> mup;

  /**
   * What the members of a group have in common.
   *
   * @param kind whatever else keeps groups apart
   */
  private record Treatment(double lrScale, double weightDecay, Object kind) {}

  private ParameterGroups(Builder b) {
    this.weightDecay = b.weightDecay;
    this.learningRate = b.lr;
    this.exclusions = Arrays.stream(b.wdExclude).map(Glob::of).toList();
    this.scalers = new LinkedHashMap<>(b.lrScalers);
    this.decayPerLayer = b.lrDecay;
    this.probes = b.probeHparamSearch;
    this.mup = b.mup;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** Makes the starting weights fit the widths of their layers, where that is asked for. */
  public void scaleStart(Parameters parameters) {
    mup.ifPresent(rule -> rule.scaleStart(parameters));
  }

  /**
   * The groups of a model, in the order in which their first members appear; without factors of the
   * learning rate always two, the decaying one first, either of which may be empty. With {@code
   * mup}, each parameter that has a factor is a group of its own, and these come first.
   *
   * @throws IllegalArgumentException if rates fall with depth and the model has no {@code
   *     trunk.blocks}
   */
  public List<ParameterGroup> of(Parameters parameters) {
    List<Parameter> trainable = parameters.trainable();
    if (mup.isPresent()) {
      return byWidth(mup.get(), trainable);
    }
    if (probes) {
      List<ProbeHead> heads = ProbeHead.in(trainable);
      return grouped(trainable, name -> byHead(name, heads));
    }
    if (!scalers.isEmpty()) {
      return grouped(trainable, name -> scaled(name, firstScaler(name)));
    }
    if (decayPerLayer.isPresent()) {
      long layers = layers(parameters);
      double decay = decayPerLayer.getAsDouble();
      return grouped(trainable, name -> ofLayer(name, layers, decay));
    }
    return inTwo(trainable);
  }

  private static List<ParameterGroup> grouped(
      List<Parameter> parameters, Function<String, Treatment> treatment) {
    Map<Treatment, List<Parameter>> groups = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      groups
          .computeIfAbsent(treatment.apply(parameter.name()), t -> new ArrayList<>())
          .add(parameter);
    }
    List<ParameterGroup> result = new ArrayList<>();
    groups.forEach((treated, members) ->
        result.add(new ParameterGroup(members, treated.lrScale(), treated.weightDecay())));
    return result;
  }

  private Treatment scaled(String name, double lrScale) {
    return new Treatment(lrScale, decayOf(name), excluded(name));
  }

  /** Layers stay apart, though with a factor of 1 they are treated alike. */
  private Treatment ofLayer(String name, long layers, double decay) {
    long layer = layer(name, layers);
    double lrScale = Math.pow(decay, (double) (layers - layer));
    return new Treatment(lrScale, decayOf(name), List.of(layer, excluded(name)));
  }

  /** A head says itself how much it decays, so an exclusion only makes a group of its own. */
  private Treatment byHead(String name, List<ProbeHead> heads) {
    return ProbeHead.of(name, heads)
        .map(head ->
            new Treatment(
                head.learningRate() / learningRate,
                head.weightDecay().orElse(weightDecay),
                List.of(head, excluded(name))))
        .orElseGet(() -> new Treatment(1, 0, excluded(name)));
  }

  private List<ParameterGroup> byWidth(Mup widths, List<Parameter> parameters) {
    List<ParameterGroup> groups = new ArrayList<>();
    List<Parameter> others = new ArrayList<>();
    for (Parameter parameter : parameters) {
      Optional<Double> scale = widths.lrScale(parameter.name());
      if (scale.isPresent()) {
        double decay = decayOf(parameter.name());
        groups.add(new ParameterGroup(List.of(parameter), scale.get(), decay));
      } else {
        others.add(parameter);
      }
    }
    inTwo(others).stream().filter(group -> !group.parameters().isEmpty()).forEach(groups::add);
    return groups;
  }

  private List<ParameterGroup> inTwo(List<Parameter> parameters) {
    Map<Boolean, List<Parameter>> parts =
        parameters.stream()
            .collect(Collectors.partitioningBy(parameter -> excluded(parameter.name())));
    return Stream.of(false, true)
        .map(
            out -> new ParameterGroup(parts.getOrDefault(out, List.of()), 1, out ? 0 : weightDecay))
        .toList();
  }

  private double decayOf(String name) {
    return excluded(name) ? 0 : weightDecay;
  }

  private boolean excluded(String name) {
    return exclusions.stream().anyMatch(glob -> glob.matches(name));
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
    private double lr = 1e-3;
    private boolean probeHparamSearch;
    private Optional<Mup> mup = Optional.empty();

    private Builder() {}

    /** The optimiser's learning rate, which those of probes are compared with; 0.001 unless set. */
    @CanIgnoreReturnValue
    public Builder lr(double lr) {
      this.lr = lr;
      return this;
    }

    /** Whether the heads of a probe search have rates and decays of their own; false unless set. */
    @CanIgnoreReturnValue
    public Builder probeHparamSearch(boolean probeHparamSearch) {
      this.probeHparamSearch = probeHparamSearch;
      return this;
    }

    /** Learning rates and starting weights by width. */
    @CanIgnoreReturnValue
    public Builder mup(Mup mup) {
      this.mup = Optional.of(mup);
      return this;
    }

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

    /** A factor for parameters whose name contains {@code part}; the first that fits counts. */
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
