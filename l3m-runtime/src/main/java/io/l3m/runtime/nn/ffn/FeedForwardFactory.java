// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.ffn;

/** Makes feed-forward networks, one for each block of a trunk. */
@FunctionalInterface
public interface FeedForwardFactory {

  /** A fresh network; what the owner decides takes precedence over own settings. */
  FeedForward create(FeedForwardSpec spec);
}
