// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.tensor.TensorScope;
import org.bytedeco.pytorch.TensorOptional;
import org.jspecify.annotations.Nullable;

/** What convolutions of any number of dimensions share: filters, biases and their first values. */
abstract sealed class FilterBank extends Layer permits Conv1d, Conv2d {

  private static final TensorOptional ABSENT = TensorScope.immortal(new TensorOptional());

  private final Parameter weight; // [out, in / groups, kernel...]
  private final @Nullable Parameter bias; // [out]
  private final long groups;

  /**
   * Registers filters and biases.
   *
   * @param kernel the extent of a filter in each dimension
   */
  FilterBank(Builder<?> b, long... kernel) {
    long out = Checks.positive("outChannels", b.outChannels);
    long in = Checks.positive("inChannels", b.inChannels);
    this.groups = Checks.positive("groups", b.groups);
    Checks.that(
        in % groups == 0 && out % groups == 0,
        "`groups` (%d) must divide both numbers of channels".formatted(groups));
    long[] shape = new long[2 + kernel.length];
    shape[0] = out;
    shape[1] = in / groups;
    for (int i = 0; i < kernel.length; i++) {
      shape[2 + i] = Checks.positive("kernelSize", kernel[i]);
    }
    this.weight = parameter("weight", shape);
    this.bias = b.bias ? parameter("bias", out) : null;
  }

  @Override
  protected final boolean isSampleWise() {
    return true;
  }

  /** The filters, {@code [out, in / groups, kernel...]}. */
  public final Parameter weight() {
    return weight;
  }

  final TensorOptional biasOrAbsent() {
    return bias == null ? ABSENT : bias.optional();
  }

  final long groups() {
    return groups;
  }

  @Override
  protected final void initialise() {
    Init.kaimingUniform(weight);
    if (bias != null) {
      Init.defaultBias(bias, Init.fanIn(weight.shape()));
    }
  }

  /** The parameters that do not depend on the number of dimensions. */
  abstract static class Builder<S extends Builder<S>> {

    private long inChannels;
    private long outChannels;
    private long groups = 1;
    private boolean bias = true;

    abstract S self();

    /** Channels of the input. */
    @CanIgnoreReturnValue
    public S inChannels(long inChannels) {
      this.inChannels = inChannels;
      return self();
    }

    /** Number of filters. */
    @CanIgnoreReturnValue
    public S outChannels(long outChannels) {
      this.outChannels = outChannels;
      return self();
    }

    /** Groups of channels that are filtered by themselves; 1 unless set. */
    @CanIgnoreReturnValue
    public S groups(long groups) {
      this.groups = groups;
      return self();
    }

    /** Whether each filter has a bias; true unless set. */
    @CanIgnoreReturnValue
    public S bias(boolean bias) {
      this.bias = bias;
      return self();
    }
  }
}
