// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import io.l3m.runtime.codec.Pixels;

/**
 * An image on its way to numbers. A gray picture has three equal colours, and counts as one
 * channel.
 */
public final class Picture implements Frame {

  private final Pixels pixels;
  private final boolean gray;

  private Picture(Pixels pixels, boolean gray) {
    this.pixels = pixels;
    this.gray = gray;
  }

  /** An image as it was decoded. */
  public static Picture of(Pixels pixels) {
    return new Picture(pixels, false);
  }

  /** Wraps the pixels without copying them. */
  public static Picture of(int width, int height, byte[] rgb) {
    return of(Pixels.of(width, height, rgb));
  }

  /** Wraps pixels of three equal colours as one channel. */
  public static Picture gray(int width, int height, byte[] rgb) {
    return new Picture(Pixels.of(width, height, rgb), true);
  }

  /** Wraps pixels that were made of this picture's, with its number of channels. */
  public Picture changed(int newWidth, int newHeight, byte[] rgb) {
    return new Picture(Pixels.of(newWidth, newHeight, rgb), gray);
  }

  /** Whether there is one channel and not three. */
  public boolean isGray() {
    return gray;
  }

  public int width() {
    return pixels.width();
  }

  public int height() {
    return pixels.height();
  }

  /** The values, {@code [height, width, 3]}, row-major; not a copy, and not to be written to. */
  public byte[] rgb() {
    return pixels.rgb();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Picture that && gray == that.gray && pixels.equals(that.pixels);
  }

  @Override
  public int hashCode() {
    return pixels.hashCode();
  }

  @Override
  public String toString() {
    return pixels.toString();
  }
}
