// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

/**
 * ImageNet V2 (Recht et al. 2019), the images that most people chose, in {@code
 * imagenetv2-topimages/validation} below the root. Folders named 0 to 999 are the classes of these
 * numbers.
 */
public final class ImageNetV2Top {

  private ImageNetV2Top() {}

  /** Starts a description. */
  public static CustomImageFolder.Builder builder() {
    return new CustomImageFolder.Builder(new FolderClasses("imagenetv2-topimages/validation", ""));
  }
}
