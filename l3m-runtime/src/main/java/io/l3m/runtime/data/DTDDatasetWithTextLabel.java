// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

/**
 * The Describable Textures Dataset (Cimpoi et al. 2014): 47 kinds of textures, divided into three
 * parts in ten ways. The name of the class is the text.
 */
public final class DTDDatasetWithTextLabel {

  private DTDDatasetWithTextLabel() {}

  /** Starts a description. */
  public static NamedImagesBuilder builder() {
    return new NamedImagesBuilder(
        "test",
        "class_names_path",
        (root, split, partition) ->
            ListedPictures.textures(root, "DTDDatasetWithTextLabel", split, partition));
  }
}
