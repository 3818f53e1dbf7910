// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.head;

import io.l3m.runtime.nn.Layer;

/** Makes heads that score, one for each set of hyperparameters to try. */
@FunctionalInterface
public interface HeadFactory {

  /**
   * A fresh head.
   *
   * @param useBatchnorm whether the input is normalised over the batch, which the owner decides
   */
  Layer createHead(boolean useBatchnorm);
}
