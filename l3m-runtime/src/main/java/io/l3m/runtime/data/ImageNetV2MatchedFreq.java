// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

/**
 * ImageNet V2 (Recht et al. 2019), images chosen as often as those of the first version, in {@code
 * imagenetv2-matched-frequency/validation} below the root. Folders named 0 to 999 are the classes
 * of these numbers.
 */
public final class ImageNetV2MatchedFreq {

  private ImageNetV2MatchedFreq() {}

  /** Starts a description. */
  public static CustomImageFolder.Builder builder() {
    return new CustomImageFolder.Builder(
        new FolderClasses("imagenetv2-matched-frequency/validation", "imagenet"));
  }
}
