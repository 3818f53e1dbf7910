// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

/**
 * CIFAR-10 (Krizhevsky 2009): pictures of 10 classes, 50,000 to train on and 10,000 others. {@code
 * split} must be said.
 */
public final class Cifar10Dataset {

  private Cifar10Dataset() {}

  /** Starts a description. */
  public static LabelledImagesBuilder builder() {
    return new LabelledImagesBuilder("", (root, split, partition) -> Cifar.ten(root, split));
  }
}
