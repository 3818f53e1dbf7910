// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Leaves {@code int(num_patches · (1 - masking_ratio))} patches visible, chosen at random. */
public final class RandomMasking implements MaskGenerator {

  private final int patches;
  private final int visible;

  private RandomMasking(int patches, int visible) {
    this.patches = patches;
    this.visible = visible;
  }

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

  /** The parameters of {@code RandomMasking}. */
  public static final class Builder {

    private long numPatches = 196;
    private double maskingRatio = 0.75;

    private Builder() {}

    /** Default 196. */
    @CanIgnoreReturnValue
    public Builder numPatches(long value) {
      numPatches = value;
      return this;
    }

    /** The share of hidden patches; default 0.75. */
    @CanIgnoreReturnValue
    public Builder maskingRatio(double value) {
      maskingRatio = value;
      return this;
    }

    public RandomMasking build() {
      Require.atLeast("num_patches", numPatches, 1);
      Require.within("masking_ratio", maskingRatio, 0, 1);
      return new RandomMasking(
          Math.toIntExact(numPatches), (int) (numPatches * (1 - maskingRatio)));
    }
  }
}
