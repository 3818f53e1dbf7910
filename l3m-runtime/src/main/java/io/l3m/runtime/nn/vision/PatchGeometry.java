// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.vision;

import io.l3m.runtime.block.Checks;
import org.bytedeco.pytorch.Tensor;

/** Sizes of images and patches: height and width. */
record PatchGeometry(long imageHeight, long imageWidth, long patchHeight, long patchWidth) {

  static PatchGeometry of(long[] image, long[] patch) {
    Checks.that(
        image.length == 1 || image.length == 2, "`imgSize` takes one size or height and width");
    Checks.that(
        patch.length == 1 || patch.length == 2, "`patchSize` takes one size or height and width");
    PatchGeometry geometry =
        new PatchGeometry(image[0], image[image.length - 1], patch[0], patch[patch.length - 1]);
    Checks.that(
        geometry.patchHeight > 0
            && geometry.patchWidth > 0
            && geometry.imageHeight >= geometry.patchHeight
            && geometry.imageWidth >= geometry.patchWidth,
        "Patches of %dx%d do not fit into images of %dx%d"
            .formatted(
                geometry.patchHeight,
                geometry.patchWidth,
                geometry.imageHeight,
                geometry.imageWidth));
    return geometry;
  }

  long[] grid() {
    return new long[] {imageHeight / patchHeight, imageWidth / patchWidth};
  }

  /**
   * One row per patch with its pixels channel by channel; what is left over at the right and lower
   * edges is dropped.
   *
   * @param image {@code [B, C, H, W]}
   * @return {@code [B, P, C · h · w]}
   */
  Tensor patches(Tensor image) {
    long batch = image.size(0);
    long channels = image.size(1);
    long rows = image.size(2) / patchHeight;
    long columns = image.size(3) / patchWidth;
    Tensor whole = image.narrow(2, 0, rows * patchHeight).narrow(3, 0, columns * patchWidth);
    return whole
        .reshape(batch, channels, rows, patchHeight, columns, patchWidth)
        .permute(0, 2, 4, 1, 3, 5)
        .reshape(batch, rows * columns, channels * patchHeight * patchWidth);
  }
}
