// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes one batch of samples, in a loader's thread.
 *
 * @param <S> the sample
 * @param <B> the batch
 */
@FunctionalInterface
public interface Collation<S, B> {

  /**
   * Makes the batch; tensors that it makes belong to whoever takes the batch from the loader.
   *
   * @param random the only source of chance; it depends on the seed and the batch's number
   */
  B collate(List<S> samples, RandomGenerator random);
}
