// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.block;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.GradMode;
import io.l3m.runtime.tensor.Seed;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.weights.Glob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/** All parameters and buffers of a tree of blocks, by their full names and in PyTorch's order. */
public final class Parameters {

  private final Block root;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, StateTensor> state = new LinkedHashMap<>();
  private final List<StateTensor> everything = new ArrayList<>();

  private Parameters(Block root) {
    this.root = root;
    collect(root, "", Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  /**
   * Names the tensors of {@code root} and of all below. A shared block counts where it is first.
   */
  public static Parameters of(Block root) {
    return new Parameters(root);
  }

  private void collect(Block block, String prefix, Set<Block> seen) {
    if (!seen.add(block)) {
      return;
    }
    for (Parameter parameter : block.ownParameters()) {
      parameter.rename(prefix + parameter.localName());
      parameters.put(parameter.name(), parameter);
      state.put(parameter.name(), parameter);
      everything.add(parameter);
    }
    for (Buffer buffer : block.ownBuffers()) {
      buffer.rename(prefix + buffer.localName());
      if (buffer.isPersistent()) {
        state.put(buffer.name(), buffer);
      }
      everything.add(buffer);
    }
    block.ownChildren().forEach((name, child) -> collect(child, prefix + name + ".", seen));
  }

  /** Gives every tensor memory on {@code device}; its contents are undefined until initialised. */
  @CanIgnoreReturnValue
  public Parameters allocate(Device device) {
    everything.forEach(tensor -> tensor.allocate(device));
    return this;
  }

  /**
   * Initialises from scratch as the original does: seeds the random numbers, then lets each block
   * initialise itself in the reverse of the order in which blocks are listed parents first, so that
   * a parent comes after all its descendants and may overrule them.
   *
   * @throws IllegalStateException naming every tensor that no block has given a value
   */
  @CanIgnoreReturnValue
  public Parameters initialise(long seed) {
    return initialise(seed, Set.of());
  }

  /**
   * Initialises what is about to be given values from elsewhere.
   *
   * @param given names of tensors that need no first value
   * @throws IllegalStateException naming every other tensor that no block has given a value
   */
  @CanIgnoreReturnValue
  public Parameters initialise(long seed, Set<String> given) {
    Seed.manual(seed);
    List<Block> blocks = root.preOrder();
    try (GradMode none = GradMode.disabled();
        TensorScope scope = TensorScope.open()) {
      for (Block block : blocks.reversed()) {
        block.initialise();
      }
    }
    List<String> forgotten =
        everything.stream()
            .filter(t -> !t.isInitialised() && !given.contains(t.name()))
            .map(StateTensor::name)
            .toList();
    if (!forgotten.isEmpty()) {
      throw new IllegalStateException(
          "No block gives these tensors a first value, so a checkpoint must: "
              + String.join(", ", forgotten));
    }
    return this;
  }

  /** All parameters, frozen ones included. */
  public List<Parameter> all() {
    return List.copyOf(parameters.values());
  }

  /** The parameters that are trained at present. */
  public List<Parameter> trainable() {
    return parameters.values().stream().filter(Parameter::trainable).toList();
  }

  /** The parameter with this full name. */
  public Optional<Parameter> named(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** The parameters whose full names fit a pattern of {@link Glob}. */
  public List<Parameter> matching(String glob) {
    Glob pattern = Glob.of(glob);
    return parameters.values().stream().filter(p -> pattern.matches(p.name())).toList();
  }

  /** The number of elements of all parameters together. */
  public long count() {
    return parameters.values().stream().mapToLong(Parameter::count).sum();
  }

  /** Drops all gradients. */
  public void zeroGrad() {
    for (Parameter parameter : parameters.values()) {
      if (parameter.trainable()) {
        parameter.clearGrad();
      }
    }
  }

  /** The parameters and persistent buffers by name, in order. */
  public Map<String, StateTensor> state() {
    return Collections.unmodifiableMap(state);
  }

  /**
   * Copies values, converted where types differ, into a parameter or persistent buffer.
   *
   * @throws IllegalArgumentException if there is none of that name and shape
   */
  public void set(NamedTensor value) {
    StateTensor target = state.get(value.name());
    if (target == null || !sameShape(target, value.tensor())) {
      throw new IllegalArgumentException(
          "There is no `%s` of shape %s"
              .formatted(value.name(), Arrays.toString(value.tensor().shape())));
    }
    try (GradMode none = GradMode.disabled()) {
      target.tensor().copy_(value.tensor());
    }
    target.markInitialised();
  }

  /** Parameters and persistent buffers in order: what a checkpoint holds. */
  public List<NamedTensor> stateDict() {
    return state.values().stream().map(t -> new NamedTensor(t.name(), t.tensor())).toList();
  }

  /** The buffers that no checkpoint holds, in order. */
  public List<NamedTensor> transients() {
    return everything.stream()
        .filter(tensor -> !state.containsKey(tensor.name()))
        .map(tensor -> new NamedTensor(tensor.name(), tensor.tensor()))
        .toList();
  }

  /**
   * Copies values by name into the parameters and persistent buffers.
   *
   * @param strict if true, nothing is copied unless every name and shape fits
   * @throws IllegalArgumentException if {@code strict} and something does not fit
   */
  @CanIgnoreReturnValue
  public LoadReport load(List<NamedTensor> source, boolean strict) {
    LoadReport report = compare(source);
    if (strict && !report.isComplete()) {
      throw new IllegalArgumentException(
          "The tensors are those of another model: " + report.describe());
    }
    try (GradMode none = GradMode.disabled();
        TensorScope scope = TensorScope.open()) {
      for (NamedTensor entry : source) {
        StateTensor target = state.get(entry.name());
        if (target != null && sameShape(target, entry.tensor())) {
          target.tensor().copy_(entry.tensor());
          target.markInitialised();
        }
      }
    }
    return report;
  }

  private LoadReport compare(List<NamedTensor> source) {
    List<String> missing = new ArrayList<>(state.keySet());
    List<String> unexpected = new ArrayList<>();
    List<String> mismatched = new ArrayList<>();
    Set<String> given = new HashSet<>();
    for (NamedTensor entry : source) {
      given.add(entry.name());
      StateTensor target = state.get(entry.name());
      if (target == null) {
        unexpected.add(entry.name());
      } else if (!sameShape(target, entry.tensor())) {
        String found = Arrays.toString(entry.tensor().shape());
        String wanted = Arrays.toString(target.shape());
        mismatched.add(entry.name() + " " + found + " instead of " + wanted);
      }
    }
    missing.removeAll(given);
    return new LoadReport(missing, unexpected, mismatched);
  }

  private static boolean sameShape(StateTensor target, Tensor tensor) {
    return Arrays.equals(target.shape(), tensor.shape());
  }
}
