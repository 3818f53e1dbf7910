// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Leaves {@code int(num_patches · (1 - masking_ratio))} patches visible, chosen at random. */
public final class RandomMasking implements MaskGenerator {

  private final int patches;
  private final int visible;

  private RandomMasking(Builder builder) {
    this.patches = builder.patches();
    this.visible = builder.visible();
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** A mask {@code [num_patches]}: the patches with the smallest noise stay visible. */
  @Override
  public BoolArray generate(RandomGenerator random) {
    long[] noise = new long[patches];
    for (int i = 0; i < patches; i++) {
      noise[i] = (long) Float.floatToIntBits(random.nextFloat()) << 32 | i;
    }
    Arrays.sort(noise);
    boolean[] mask = new boolean[patches];
    Arrays.fill(mask, true);
    for (int i = 0; i < visible; i++) {
      mask[(int) noise[i]] = false;
    }
    return BoolArray.of(mask, patches);
  }

  /** The parameters of {@code RandomMasking}; the share of hidden patches is 0.75 unless set. */
  public static final class Builder extends ShareBuilder<Builder> {

    private Builder() {
      super(0.75);
    }

    @Override
    Builder self() {
      return this;
    }

    /** Makes the generator. */
    public RandomMasking build() {
      return new RandomMasking(this);
    }
  }
}
