// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.random.SampleRandom;
import java.util.random.RandomGenerator;

/** One with probability {@code prob}, otherwise nought, as a scalar of a chosen kind. */
public final class RandomBinaryChoice implements MaskGenerator {

  private final double prob;
  private final long seed;
  private final NumberKind kind;

  private RandomBinaryChoice(double prob, long seed, NumberKind kind) {
    this.prob = prob;
    this.seed = seed;
    this.kind = kind;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public HostArray generate(RandomGenerator random) {
    return kind.of(SampleRandom.own(random, seed).nextDouble() < prob);
  }

  /** The parameters of {@code RandomBinaryChoice}. */
  public static final class Builder {

    private double prob = Double.NaN;
    private long seed;
    private NumberKind kind = NumberKind.INT;

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

    /** The kind of the number; whole numbers unless set. */
    @CanIgnoreReturnValue
    public Builder castType(NumberClass value) {
      kind = value.kind();
      return this;
    }

    /**
     * Makes the generator.
     *
     * @throws IllegalArgumentException if a parameter is out of its range
     */
    public RandomBinaryChoice build() {
      Require.within("prob", prob, 0, 1);
      return new RandomBinaryChoice(prob, seed, kind);
    }
  }
}
