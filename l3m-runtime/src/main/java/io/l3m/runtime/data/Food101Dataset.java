// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

/** Food-101 (Bossard et al. 2014): pictures of 101 dishes, 750 each to train on and 250 others. */
public final class Food101Dataset {

  private Food101Dataset() {}

  /** Starts a description. */
  public static LabelledImagesBuilder builder() {
    return new LabelledImagesBuilder(
        "train", (root, split, partition) -> ListedPictures.food(root, split));
  }
}
