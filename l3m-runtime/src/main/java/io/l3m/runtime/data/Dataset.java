// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.io.IOException;
import java.util.random.RandomGenerator;

/**
 * Numbered samples. Several loader threads read one data set at once, so {@link #get} must be safe
 * for that.
 *
 * @param <S> the sample, a record of {@link HostArray}s
 */
public interface Dataset<S> {

  /** The number of samples. */
  long size();

  /**
   * Reads one sample.
   *
   * @param index from 0 to {@code size() - 1}
   * @param random the only source of chance; it depends on the seed, the pass over the data and the
   *     index, and on nothing else
   * @throws IOException if the sample cannot be read; the message names the file
   */
  S get(long index, RandomGenerator random) throws IOException;

  /** Where a sample comes from, for messages: a file, or a file and a row. */
  default String describe(long index) {
    return "sample " + index;
  }
}
