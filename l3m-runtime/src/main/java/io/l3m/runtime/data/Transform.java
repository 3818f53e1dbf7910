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

  /**
   * The numbers that a picture becomes.
   *
   * @return {@code [3, H, W]}, or {@code [1, H, W]} of a gray picture
   * @throws IllegalArgumentException if the result is still a picture
   */
  default FloatArray numbers(Picture picture, RandomGenerator random) {
    if (apply(picture, random) instanceof FloatArray numbers) {
      return numbers;
    }
    throw new IllegalArgumentException(
        "the transforms end in a picture; put `ToTensor` at their end");
  }
}
