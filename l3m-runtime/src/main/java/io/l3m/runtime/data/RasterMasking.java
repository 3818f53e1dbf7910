// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Leaves the first {@code int(num_patches · (1 - masking_ratio))} patches visible. */
public final class RasterMasking implements MaskGenerator {

  private final int patches;
  private final int visible;

  private RasterMasking(Builder builder) {
    this.patches = builder.patches();
    this.visible = builder.visible();
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** A mask {@code [num_patches]}. */
  @Override
  public BoolArray generate(RandomGenerator random) {
    boolean[] mask = new boolean[patches];
    Arrays.fill(mask, visible, patches, true);
    return BoolArray.of(mask, patches);
  }

  /** The parameters of {@code RasterMasking}; the share of hidden patches is 0.5 unless set. */
  public static final class Builder extends ShareBuilder<Builder> {

    private Builder() {
      super(0.5);
    }

    @Override
    Builder self() {
      return this;
    }

    /** Makes the generator. */
    public RasterMasking build() {
      return new RasterMasking(this);
    }
  }
}
