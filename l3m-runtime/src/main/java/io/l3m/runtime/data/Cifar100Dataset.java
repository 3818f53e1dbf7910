// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

/**
 * CIFAR-100 (Krizhevsky 2009): pictures of 100 classes, 50,000 to train on and 10,000 others.
 * {@code split} must be said.
 */
public final class Cifar100Dataset {

  private Cifar100Dataset() {}

  /** Starts a description. */
  public static LabelledImagesBuilder builder() {
    return new LabelledImagesBuilder("", (root, split, partition) -> Cifar.hundred(root, split));
  }
}
