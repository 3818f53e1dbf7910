// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

/**
 * CIFAR-100 (Krizhevsky 2009): pictures of 100 classes, 50,000 to train on and 10,000 others.
 * {@code split} must be said. The name of the class is the text.
 */
public final class Cifar100DatasetWithTextLabel {

  private Cifar100DatasetWithTextLabel() {}

  /** Starts a description. */
  public static NamedImagesBuilder builder() {
    return new NamedImagesBuilder(
        "", "class_names_path", (root, split, partition) -> Cifar.hundred(root, split));
  }
}
