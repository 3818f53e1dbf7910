// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import org.bytedeco.pytorch.Tensor;

/** Images and videos cut into patches. */
final class Patches {

  private Patches() {}

  /**
   * The pixels of each patch, channels fastest.
   *
   * @param image {@code [B, C, H, W]}
   * @return {@code [B, rows · columns, size · size · C]}
   */
  static Tensor ofImage(Tensor image, long size, long rows, long columns) {
    long channels = image.size(1);
    return image
        .reshape(image.size(0), channels, rows, size, columns, size)
        .permute(0, 2, 4, 3, 5, 1)
        .reshape(image.size(0), rows * columns, size * size * channels);
  }

  /**
   * The pixels of each patch, which has several frames, channels fastest.
   *
   * @param video {@code [B, C, T, H, W]}
   */
  static Tensor ofVideo(Tensor video, long frames, long size) {
    long channels = video.size(1);
    long times = video.size(2) / frames;
    long rows = video.size(3) / size;
    long columns = video.size(4) / size;
    return video
        .reshape(video.size(0), channels, times, frames, rows, size, columns, size)
        .permute(0, 2, 4, 6, 3, 5, 7, 1)
        .reshape(video.size(0), times * rows * columns, frames * size * size * channels);
  }
}
