// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.util.random.RandomGenerator;

/**
 * Makes one value for each sample, such as a mask over the patches of an image. In a mask true
 * means that the patch is hidden and enters the loss.
 */
@FunctionalInterface
public interface MaskGenerator {

  /**
   * Draws one value.
   *
   * @param random the only source of chance; successive draws from one generator of the original's
   *     kind give the original's values
   */
  HostArray generate(RandomGenerator random);
}
