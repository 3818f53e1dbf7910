// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import io.l3m.runtime.data.FloatArray;
import io.l3m.runtime.data.Frame;
import io.l3m.runtime.data.Picture;
import io.l3m.runtime.data.Transform;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Pixels 0 … 255 to float32 numbers 0 … 1, {@code [3, H, W]}, or {@code [1, H, W]} of gray. */
public final class ToTensor implements Transform {

  private static final float[] SHARES = new float[256];

  static {
    for (int i = 0; i < SHARES.length; i++) {
      SHARES[i] = i / 255f;
    }
  }

  private ToTensor() {}

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** The number of a pixel value. */
  static float share(int value) {
    return SHARES[value];
  }

  @Override
  public Frame apply(Frame frame, RandomGenerator random) {
    float[][] tables = new float[3][];
    Arrays.fill(tables, SHARES);
    return planes(Frames.picture(frame, "ToTensor"), tables);
  }

  /**
   * The colour planes, or the one of a gray picture, each value looked up in its colour's table of
   * 256 numbers.
   */
  static FloatArray planes(Picture picture, float[][] tables) {
    int pixels = picture.width() * picture.height();
    int channels = picture.isGray() ? 1 : 3;
    byte[] rgb = picture.rgb();
    float[] values = new float[channels * pixels];
    for (int c = 0; c < channels; c++) {
      float[] table = tables[c];
      for (int i = 0, from = c, to = c * pixels; i < pixels; i++, from += 3, to++) {
        values[to] = table[rgb[from] & 0xff];
      }
    }
    return FloatArray.of(values, channels, picture.height(), picture.width());
  }

  /** The transform has no parameters. */
  public static final class Builder {

    private Builder() {}

    /** Makes the transform. */
    public ToTensor build() {
      return new ToTensor();
    }
  }
}
