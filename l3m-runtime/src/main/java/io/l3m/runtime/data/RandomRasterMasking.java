// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.random.SampleRandom;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Leaves a run of patches visible whose length is uniform over the multiples of {@code multipleof}
 * in {@code prefix_range}, both ends included; it begins at the first patch or, with {@code
 * sample_start}, anywhere.
 */
public final class RandomRasterMasking implements MaskGenerator {

  private final int patches;
  private final int firstMultiple;
  private final int multiples;
  private final int multipleOf;
  private final boolean sampleStart;
  private final boolean forceFullAttn;
  private final long seed;

  private RandomRasterMasking(Builder builder) {
    this.patches = Math.toIntExact(builder.numPatches);
    this.multipleOf = Math.toIntExact(builder.multipleof);
    this.firstMultiple = builder.firstMultiple();
    this.multiples = builder.multiples();
    this.sampleStart = builder.sampleStart;
    this.forceFullAttn = builder.forceFullAttn;
    this.seed = builder.seed;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** A mask {@code [num_patches]}; all patches are visible with {@code force_full_attn}. */
  @Override
  public BoolArray generate(RandomGenerator random) {
    RandomGenerator own = SampleRandom.own(random, seed);
    int length = (firstMultiple + own.nextInt(multiples)) * multipleOf;
    int start = sampleStart ? own.nextInt(patches - length) : 0;
    boolean[] mask = new boolean[patches];
    if (!forceFullAttn) {
      Arrays.fill(mask, true);
      Arrays.fill(mask, start, Math.min(patches, start + length), false);
    }
    return BoolArray.of(mask, patches);
  }

  /** The parameters of {@code RandomRasterMasking}. */
  public static final class Builder {

    private long numPatches = 256;
    private long[] prefixRange = {1, 255};
    private boolean sampleStart;
    private boolean forceFullAttn;
    private long multipleof = 1;
    private long seed;

    private Builder() {}

    /** Default 256. */
    @CanIgnoreReturnValue
    public Builder numPatches(long value) {
      numPatches = value;
      return this;
    }

    /** The least and the greatest length; default 1 and 255. */
    @CanIgnoreReturnValue
    public Builder prefixRange(long... leastAndGreatest) {
      prefixRange = leastAndGreatest.clone();
      return this;
    }

    /** Whether the run may begin anywhere; default false. */
    @CanIgnoreReturnValue
    public Builder sampleStart(boolean value) {
      sampleStart = value;
      return this;
    }

    /** Whether nothing is hidden after all, as in validation; default false. */
    @CanIgnoreReturnValue
    public Builder forceFullAttn(boolean value) {
      forceFullAttn = value;
      return this;
    }

    /** Tells several generators apart; chance itself comes from the loader's seed. Default 0. */
    @CanIgnoreReturnValue
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** What the length is a multiple of; default 1. */
    @CanIgnoreReturnValue
    public Builder multipleof(long value) {
      multipleof = value;
      return this;
    }

    private int firstMultiple() {
      return Math.toIntExact((prefixRange[0] + multipleof - 1) / multipleof);
    }

    private int multiples() {
      return Math.toIntExact(prefixRange[1] / multipleof - firstMultiple() + 1);
    }

    /**
     * Makes the generator.
     *
     * @throws IllegalArgumentException if a parameter is out of its range
     */
    public RandomRasterMasking build() {
      Require.atLeast("num_patches", numPatches, 1);
      Require.atLeast("multipleof", multipleof, 1);
      if (prefixRange.length != 2 || prefixRange[0] < 0) {
        throw new IllegalArgumentException(
            "`prefix_range` must be two numbers in order, from 0 on");
      }
      if (multiples() < 1) {
        throw new IllegalArgumentException(
            "`prefix_range` from %d to %d holds no multiple of %d"
                .formatted(prefixRange[0], prefixRange[1], multipleof));
      }
      long longest = prefixRange[1] / multipleof * multipleof;
      if (longest > numPatches || (sampleStart && longest == numPatches)) {
        throw new IllegalArgumentException(
            "`prefix_range` reaches %d, which leaves nothing of %d patches to hide"
                .formatted(prefixRange[1], numPatches));
      }
      return new RandomRasterMasking(this);
    }
  }
}
