// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.activation;

/** Makes activations, one for each place that needs one. */
@FunctionalInterface
public interface ActivationFactory {

  /** A fresh layer. */
  Activation create();
}
