// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

/** ImageNet-Sketch (Wang et al. 2019): drawings of ImageNet's 1000 classes. */
public final class ImageNetSketch {

  private ImageNetSketch() {}

  /** Starts a description. */
  public static CustomImageFolder.Builder builder() {
    return new CustomImageFolder.Builder(FolderClasses.of("imagenet"));
  }
}
