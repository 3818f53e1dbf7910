// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.util.Iterator;

/**
 * Batches in an order that the seed alone decides, read ahead of the step that uses them.
 *
 * <p>The tensors of a batch belong to whoever takes the batch. A loader serves one thread.
 *
 * @param <B> the batch
 */
public interface Loader<B> extends Iterator<B>, AutoCloseable {

  /** The batches of the whole order, or {@code Long.MAX_VALUE} if it has no end. */
  long batches();

  /** The number of batches taken so far, counted from the beginning of the order. */
  long position();

  /**
   * Goes to a position; the next batch is the one that a loader would give that had taken {@code
   * position} batches before. The samples before it are not read.
   */
  void seek(long position);

  /** Starts to read ahead now rather than at the first {@link #next()}. */
  void prefetch();

  /**
   * The next batch.
   *
   * @throws DataException if a sample cannot be read; the position stays, so the call may be
   *     repeated
   * @throws java.util.NoSuchElementException after the last batch
   */
  @Override
  B next();

  /** Stops the threads and frees the batches that nobody took. */
  @Override
  void close();
}
