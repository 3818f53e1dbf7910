// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import java.util.List;

/** An optimiser's settings, ready to be applied to the parameters of a model. */
@FunctionalInterface
public interface OptimizerFactory {

  /** Makes an optimiser; the groups' weight decay takes precedence over the settings'. */
  Optimizer create(List<ParameterGroup> groups);
}
