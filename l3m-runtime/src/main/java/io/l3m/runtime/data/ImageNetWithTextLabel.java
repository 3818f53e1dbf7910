// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

/** ImageNet with the names of the classes as texts. */
public final class ImageNetWithTextLabel {

  private ImageNetWithTextLabel() {}

  /** Starts a description. */
  public static NamedImagesBuilder builder() {
    return new NamedImagesBuilder(
            "all",
            "imagenet_class_names_path",
            (root, split, partition) ->
                FilePictures.of(ImageListing.of(root, FolderClasses.of("imagenet"))))
        .onError(OnError.SKIP);
  }
}
