// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * How samples become batches ({@code torch.utils.data.DataLoader}). The samples, their random
 * changes and their order are the same for any number of workers.
 *
 * @param batchSize samples in a batch
 * @param numWorkers threads that read ahead; with 0 a batch is made when it is asked for
 * @param prefetchFactor batches that each worker may be ahead
 * @param dropLast whether to leave out a last batch that is not full
 * @param timeout how long a batch may take; zero for any time
 * @param seed of the random changes of samples and batches
 */
public record DataLoader(
    int batchSize,
    int numWorkers,
    int prefetchFactor,
    boolean dropLast,
    Duration timeout,
    long seed) {

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The batches of a data set in a sampler's order. The data set is not asked for its size before
   * the loader is first used, so that it can still be read while a model is built.
   */
  public <S, B> Loader<B> over(Dataset<S> dataset, Sampler sampler, Collation<S, B> collation) {
    return new WorkerLoader<>(
        this,
        () -> new BatchPlan(this, sampler.order(dataset.size())),
        new BatchMaker<>(dataset, collation, seed));
  }

  /** The parameters of {@code DataLoader}, from which any number of loaders can be made. */
  public static final class Builder {

    private long batchSize = 1;
    private long numWorkers;
    private long prefetchFactor = 2;
    private boolean dropLast;
    private double timeout;
    private long seed;

    private Builder() {}

    /** Samples in a batch; default 1. */
    @CanIgnoreReturnValue
    public Builder batchSize(long value) {
      batchSize = value;
      return this;
    }

    /** Threads that read ahead; default 0: a batch is made when it is asked for. */
    @CanIgnoreReturnValue
    public Builder numWorkers(long value) {
      numWorkers = value;
      return this;
    }

    /** Batches that each worker may be ahead; default 2. */
    @CanIgnoreReturnValue
    public Builder prefetchFactor(long value) {
      prefetchFactor = value;
      return this;
    }

    /** Whether to leave out a last batch that is not full; default false. */
    @CanIgnoreReturnValue
    public Builder dropLast(boolean value) {
      dropLast = value;
      return this;
    }

    /** Seconds that a batch may take; default 0, any time. */
    @CanIgnoreReturnValue
    public Builder timeout(double seconds) {
      timeout = seconds;
      return this;
    }

    /** Accepted for the sake of configs: batches always start in ordinary memory. */
    @CanIgnoreReturnValue
    public Builder pinMemory(boolean value) {
      return this;
    }

    /** Accepted for the sake of configs: the threads always live until the loader is closed. */
    @CanIgnoreReturnValue
    public Builder persistentWorkers(boolean value) {
      return this;
    }

    /** The seed of the random changes of samples and batches; default 0. */
    @CanIgnoreReturnValue
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** The batches of a data set in a sampler's order. */
    public <S, B> Loader<B> over(
        Dataset<S> dataset, Sampler sampler, Function<List<S>, B> collate) {
      return over(dataset, sampler, (samples, random) -> collate.apply(samples));
    }

    /** The same with a collation that uses chance, such as mixing images. */
    public <S, B> Loader<B> over(Dataset<S> dataset, Sampler sampler, Collation<S, B> collation) {
      return build().over(dataset, sampler, collation);
    }

    /**
     * Makes the description of a loader.
     *
     * @throws IllegalArgumentException if a parameter is out of its range
     */
    public DataLoader build() {
      Require.atLeast("batch_size", batchSize, 1);
      Require.atLeast("num_workers", numWorkers, 0);
      Require.atLeast("prefetch_factor", prefetchFactor, 1);
      Require.within("timeout", timeout, 0, Integer.MAX_VALUE);
      return new DataLoader(
          Math.toIntExact(batchSize),
          Math.toIntExact(numWorkers),
          Math.toIntExact(prefetchFactor),
          dropLast,
          Duration.ofNanos((long) (timeout * 1e9)),
          seed);
    }
  }
}
