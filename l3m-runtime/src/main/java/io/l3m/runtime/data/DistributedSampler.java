// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.random.TorchRandom;
import java.util.PrimitiveIterator;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;

/**
 * One pass over the data, shared by several processes ({@code
 * torch.utils.data.distributed.DistributedSampler}).
 *
 * <p>The list of samples, permuted by {@code torch.randperm} with the seed {@code seed + epoch} if
 * {@code shuffle} is set, is padded with its own beginning to a multiple of the number of
 * processes, or cut to one if {@code drop_last} is set; process {@code r} takes the places {@code
 * r, r + R, …}.
 */
public final class DistributedSampler implements Sampler {

  private final boolean shuffle;
  private final boolean dropLast;
  private final long seed;
  private final long epoch;
  private final int numReplicas;
  private final int rank;

  private DistributedSampler(Builder builder) {
    this.shuffle = builder.shuffle;
    this.dropLast = builder.dropLast;
    this.seed = builder.seed;
    this.epoch = builder.epoch;
    this.numReplicas = builder.numReplicas;
    this.rank = builder.rank;
  }

  public static Builder builder() {
    return new Builder();
  }

  @Override
  public IndexOrder order(long size) {
    boolean whole = size % numReplicas == 0;
    long share = size / numReplicas + (dropLast || whole ? 0 : 1);
    LongUnaryOperator indexAt = shuffle ? permuted(size) : place -> place % size;
    return new IndexOrder() {
      @Override
      public long passLength() {
        return share;
      }

      @Override
      public boolean endless() {
        return false;
      }

      @Override
      public PrimitiveIterator.OfLong from(long position) {
        return LongStream.range(Math.min(position, share), share)
            .map(own -> indexAt.applyAsLong(own * numReplicas + rank))
            .iterator();
      }
    };
  }

  private LongUnaryOperator permuted(long size) {
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a shuffled pass can hold %d samples at most, not %d; set `shuffle` to false"
              .formatted(Integer.MAX_VALUE, size));
    }
    int[] permutation = new TorchRandom(seed + epoch).permutation((int) size);
    return place -> permutation[(int) (place % size)];
  }

  /** The parameters of {@code DistributedSampler}. */
  public static final class Builder {

    private boolean shuffle = true;
    private boolean dropLast;
    private long seed;
    private long epoch;
    private int numReplicas = 1;
    private int rank;

    private Builder() {}

    /** Default true. */
    @CanIgnoreReturnValue
    public Builder shuffle(boolean value) {
      shuffle = value;
      return this;
    }

    /** Whether to leave out what does not divide evenly, instead of padding; default false. */
    @CanIgnoreReturnValue
    public Builder dropLast(boolean value) {
      dropLast = value;
      return this;
    }

    /** Default 0. */
    @CanIgnoreReturnValue
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** The pass, which changes the permutation; default 0. */
    @CanIgnoreReturnValue
    public Builder epoch(long value) {
      epoch = value;
      return this;
    }

    /** The number of processes that share the data; default 1. */
    @CanIgnoreReturnValue
    public Builder numReplicas(long value) {
      numReplicas = Math.toIntExact(value);
      return this;
    }

    /** The number of this process, from 0; default 0. */
    @CanIgnoreReturnValue
    public Builder rank(long value) {
      rank = Math.toIntExact(value);
      return this;
    }

    public DistributedSampler build() {
      Require.rank(rank, numReplicas);
      return new DistributedSampler(this);
    }
  }
}
