// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.util.Arrays;

/**
 * An image of 8-bit RGB pixels, {@code [height, width, 3]}, row-major. A gray picture has three
 * equal colours, and counts as one channel.
 */
public final class Picture implements Frame {

  private final int width;
  private final int height;
  private final byte[] rgb;
  private final boolean gray;

  private Picture(int width, int height, byte[] rgb, boolean gray) {
    if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
      throw new IllegalArgumentException(
          rgb.length + " bytes do not fill a picture of " + width + " x " + height + " pixels");
    }
    this.width = width;
    this.height = height;
    this.rgb = rgb;
    this.gray = gray;
  }

  /** Wraps the pixels without copying them. */
  public static Picture of(int width, int height, byte[] rgb) {
    return new Picture(width, height, rgb, false);
  }

  /** Wraps pixels of three equal colours as one channel. */
  public static Picture gray(int width, int height, byte[] rgb) {
    return new Picture(width, height, rgb, true);
  }

  /** Wraps pixels that were made of this picture's, with its number of channels. */
  public Picture changed(int newWidth, int newHeight, byte[] pixels) {
    return new Picture(newWidth, newHeight, pixels, gray);
  }

  /** Whether there is one channel and not three. */
  public boolean isGray() {
    return gray;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** The pixels; not a copy, and not to be written to. */
  public byte[] rgb() {
    return rgb;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Picture that
        && width == that.width
        && height == that.height
        && gray == that.gray
        && Arrays.equals(rgb, that.rgb);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(rgb);
  }

  @Override
  public String toString() {
    return "picture of " + width + " x " + height;
  }
}
