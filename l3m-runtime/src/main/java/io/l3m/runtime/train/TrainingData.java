// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.data.Loader;
import io.l3m.runtime.data.MiniBatch;
import java.util.List;

/**
 * The data of an experiment.
 *
 * @param <B> a batch of them
 */
public interface TrainingData<B extends MiniBatch<B>> {

  /** Opens the training data at their beginning. */
  Loader<B> train();

  /** The sets to evaluate on, in the order of the config; empty for none. */
  List<ValidationSet<B>> validation();
}
