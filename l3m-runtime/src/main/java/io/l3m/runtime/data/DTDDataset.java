// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

/**
 * The Describable Textures Dataset (Cimpoi et al. 2014): 47 kinds of textures, divided into three
 * parts in ten ways.
 */
public final class DTDDataset {

  private DTDDataset() {}

  /** Starts a description. */
  public static LabelledImagesBuilder builder() {
    return new LabelledImagesBuilder(
        "test",
        (root, split, partition) -> ListedPictures.textures(root, "DTDDataset", split, partition));
  }
}
