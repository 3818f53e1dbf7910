// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn;

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

  /** What comes in, what goes out, and in how many groups, each filtered by itself. */
  record Channels(long in, long out, long groups) {}

  /**
   * Registers filters and biases.
   *
   * @param kernel the extent of a filter in each dimension
   */
  FilterBank(Channels channels, boolean hasBias, long... kernel) {
    long out = Checks.positive("outChannels", channels.out());
    long in = Checks.positive("inChannels", channels.in());
    this.groups = Checks.positive("groups", channels.groups());
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
    this.bias = hasBias ? parameter("bias", out) : null;
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
}
