// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.random.SampleRandom;
import java.util.random.RandomGenerator;

/** One with probability {@code prob}, otherwise nought, as an integer scalar. */
public final class RandomBinaryChoice implements MaskGenerator {

  private final double prob;
  private final long seed;

  private RandomBinaryChoice(double prob, long seed) {
    this.prob = prob;
    this.seed = seed;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public LongArray generate(RandomGenerator random) {
    return LongArray.scalar(SampleRandom.own(random, seed).nextDouble() < prob ? 1 : 0);
  }

  /** The parameters of {@code RandomBinaryChoice}. */
  public static final class Builder {

    private double prob = Double.NaN;
    private long seed;

    private Builder() {}

    /** The probability of one; required. */
    @CanIgnoreReturnValue
    public Builder prob(double value) {
      prob = value;
      return this;
    }

    /** Tells several generators apart; chance itself comes from the loader's seed. Default 0. */
    @CanIgnoreReturnValue
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /**
     * Makes the generator.
     *
     * @throws IllegalArgumentException if a parameter is out of its range
     */
    public RandomBinaryChoice build() {
      Require.within("prob", prob, 0, 1);
      return new RandomBinaryChoice(prob, seed);
    }
  }
}
