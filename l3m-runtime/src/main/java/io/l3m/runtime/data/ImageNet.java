// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

/**
 * ImageNet (Russakovsky et al. 2015): a folder for each of its 1000 classes, named after their
 * WordNet ids; the place of an id among all 1000 is the class.
 */
public final class ImageNet {

  private ImageNet() {}

  /** Starts a description. */
  public static CustomImageFolder.Builder builder() {
    return new CustomImageFolder.Builder(FolderClasses.of("imagenet"));
  }
}
