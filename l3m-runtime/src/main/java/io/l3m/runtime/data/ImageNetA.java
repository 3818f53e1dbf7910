// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

/**
 * ImageNet-A (Hendrycks et al. 2021, "Natural Adversarial Examples"): 200 classes of ImageNet,
 * numbered 0 to 199 in the order of their WordNet ids.
 */
public final class ImageNetA {

  private ImageNetA() {}

  /** Starts a description. */
  public static CustomImageFolder.Builder builder() {
    return new CustomImageFolder.Builder(FolderClasses.of("imagenet-a"));
  }
}
