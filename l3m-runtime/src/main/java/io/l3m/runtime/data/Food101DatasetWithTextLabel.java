// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

/**
 * Food-101 (Bossard et al. 2014): pictures of 101 dishes, 750 each to train on and 250 others. The
 * name of the class is the text.
 */
public final class Food101DatasetWithTextLabel {

  private Food101DatasetWithTextLabel() {}

  /** Starts a description. */
  public static NamedImagesBuilder builder() {
    return new NamedImagesBuilder(
        "train", "class_names_path", (root, split, partition) -> ListedPictures.food(root, split));
  }
}
