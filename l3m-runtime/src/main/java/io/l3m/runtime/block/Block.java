// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.block;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.tensor.Dtype;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A part of a model: its own parameters and buffers, and named children. A constructor registers
 * all of them and allocates nothing; memory comes with {@link Parameters#allocate}.
 *
 * <p>Names and their order are PyTorch's: own parameters, own persistent buffers, then children in
 * the order of their registration, each with its name and a dot in front.
 */
public abstract class Block {

  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, Buffer> buffers = new LinkedHashMap<>();
  private final Map<String, Block> children = new LinkedHashMap<>();
  private boolean training = true;
  private boolean generating;

  /** Registers a float32 tensor of weights to be trained. */
  protected final Parameter parameter(String name, long... shape) {
    return register(parameters, name, new Parameter(name, true, shape));
  }

  /** Registers a float32 tensor that belongs to the parameters but starts out frozen. */
  protected final Parameter frozen(String name, long... shape) {
    return register(parameters, name, new Parameter(name, false, shape));
  }

  /** Registers a tensor that is saved with the parameters but is none. */
  protected final Buffer persistentBuffer(String name, Dtype dtype, long... shape) {
    Buffer buffer = new Buffer(name, dtype, Buffer.Persistence.PERSISTENT, shape);
    return register(buffers, name, buffer);
  }

  /** Registers a tensor that is computed anew whenever the model is built. */
  protected final Buffer transientBuffer(String name, Dtype dtype, long... shape) {
    Buffer buffer = new Buffer(name, dtype, Buffer.Persistence.TRANSIENT, shape);
    return register(buffers, name, buffer);
  }

  /**
   * Registers a part.
   *
   * @param name its place in the names of parameters; may be dotted, such as {@code blocks.0}
   * @return {@code block}
   */
  @CanIgnoreReturnValue
  protected final <T extends Block> T child(String name, T block) {
    return register(children, name, block);
  }

  /** Registers a part whose parameters stay as they start, unless somebody unfreezes them. */
  @CanIgnoreReturnValue
  protected final <T extends Block> T frozenChild(String name, T block) {
    block.forEachPostOrder(
        part -> part.ownParameters().forEach(parameter -> parameter.setTrainable(false)));
    return child(name, block);
  }

  /** The child of this name, if it is of this class. */
  public final <T extends Block> Optional<T> child(String name, Class<T> type) {
    return Optional.ofNullable(children.get(name)).filter(type::isInstance).map(type::cast);
  }

  /**
   * Gives the own parameters and buffers their first values, and may overwrite those of
   * descendants, which have had their turn before. Runs without gradients, with the random numbers
   * seeded.
   */
  protected void initialise() {}

  /**
   * Whether this class computes each sample from that sample alone, without random numbers, and may
   * be called by several threads at once. Only then may the parts of a batch be computed side by
   * side. No, unless a class knows better; children answer for themselves.
   */
  protected boolean isSampleWise() {
    return false;
  }

  /** How many samples a part must have for {@link #isSampleWise} to hold. */
  protected long fewestSamples() {
    return 1;
  }

  /** How many samples a part must have for this block and all below to keep them apart. */
  public final long fewestSamplesApart() {
    return children.values().stream()
        .mapToLong(Block::fewestSamplesApart)
        .reduce(fewestSamples(), Math::max);
  }

  /** Whether this block and all below are {@linkplain #isSampleWise sample-wise}. */
  public final boolean keepsSamplesApart() {
    return isSampleWise() && children.values().stream().allMatch(Block::keepsSamplesApart);
  }

  /** Switches this block and all below to training: dropout and running statistics are active. */
  public final void train() {
    forEachPostOrder(block -> block.training = true);
  }

  /** Switches this block and all below to evaluation. */
  public final void eval() {
    forEachPostOrder(block -> block.training = false);
  }

  /** True between {@link #train()} and {@link #eval()}; true at first. */
  public final boolean isTraining() {
    return training;
  }

  /**
   * Switches this block and all below between learning from whole texts, as at first, and carrying
   * on prompts: of a prompt nothing is left out.
   */
  public final void generation(boolean on) {
    forEachPostOrder(block -> block.generating = on);
  }

  /** True while prompts are carried on. */
  protected final boolean isGenerating() {
    return generating;
  }

  /** Visits the children in order, each after its own children, and this block last. */
  public final void forEachPostOrder(Consumer<Block> visitor) {
    children.values().forEach(child -> child.forEachPostOrder(visitor));
    visitor.accept(this);
  }

  final Collection<Parameter> ownParameters() {
    return Collections.unmodifiableCollection(parameters.values());
  }

  final Collection<Buffer> ownBuffers() {
    return Collections.unmodifiableCollection(buffers.values());
  }

  final Map<String, Block> ownChildren() {
    return Collections.unmodifiableMap(children);
  }

  /** Every distinct block of the tree, each before its children. */
  final List<Block> preOrder() {
    List<Block> found = new ArrayList<>();
    collect(found, Collections.newSetFromMap(new IdentityHashMap<>()));
    return found;
  }

  private void collect(List<Block> found, Set<Block> seen) {
    if (seen.add(this)) {
      found.add(this);
      children.values().forEach(child -> child.collect(found, seen));
    }
  }

  private <T> T register(Map<String, ? super T> registry, String name, T entry) {
    if (name.isEmpty()
        || parameters.containsKey(name)
        || buffers.containsKey(name)
        || children.containsKey(name)) {
      throw new IllegalArgumentException(
          getClass().getSimpleName() + " registers the name `" + name + "` twice, or it is empty");
    }
    registry.put(name, entry);
    return entry;
  }
}
