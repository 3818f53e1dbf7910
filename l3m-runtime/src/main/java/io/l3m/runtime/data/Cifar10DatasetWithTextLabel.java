// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

/**
 * CIFAR-10 (Krizhevsky 2009): pictures of 10 classes, 50,000 to train on and 10,000 others. {@code
 * split} must be said. The name of the class is the text.
 */
public final class Cifar10DatasetWithTextLabel {

  private Cifar10DatasetWithTextLabel() {}

  /** Starts a description. */
  public static NamedImagesBuilder builder() {
    return new NamedImagesBuilder(
        "", "class_names_path", (root, split, partition) -> Cifar.ten(root, split));
  }
}
