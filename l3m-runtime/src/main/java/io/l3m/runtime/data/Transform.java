// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.util.random.RandomGenerator;

/** One step from a decoded image to what the model reads. */
@FunctionalInterface
public interface Transform {

  /**
   * Returns the changed image and leaves the given one as it is, since it may be cached.
   *
   * @throws IllegalArgumentException if the step cannot work on such a frame
   */
  Frame apply(Frame frame, RandomGenerator random);
}
