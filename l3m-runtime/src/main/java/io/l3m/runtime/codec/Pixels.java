// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.codec;

import java.util.Arrays;

/** Decoded 8-bit RGB pixels, {@code [height, width, 3]}, row-major. */
public final class Pixels {

  private final int width;
  private final int height;
  private final byte[] rgb;

  private Pixels(int width, int height, byte[] rgb) {
    if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
      throw new IllegalArgumentException(
          rgb.length + " bytes do not fill a picture of " + width + " x " + height + " pixels");
    }
    this.width = width;
    this.height = height;
    this.rgb = rgb;
  }

  /** Wraps the values without copying them. */
  public static Pixels of(int width, int height, byte[] rgb) {
    return new Pixels(width, height, rgb);
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** The values; not a copy, and not to be written to. */
  public byte[] rgb() {
    return rgb;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pixels that
        && width == that.width
        && height == that.height
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
