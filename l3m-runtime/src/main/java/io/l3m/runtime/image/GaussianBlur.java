// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.data.Frame;
import io.l3m.runtime.data.Picture;
import io.l3m.runtime.data.Transform;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Blurs a picture: {@code y = k * x} with {@code k(i) ∝ exp(-i² / 2σ²)} in both directions, the
 * picture mirrored at its border, σ drawn evenly from its range.
 */
public final class GaussianBlur implements Transform {

  private final int width;
  private final int height;
  private final double[] sigma;

  private GaussianBlur(Builder builder) {
    this.width = (int) builder.kernelSize[0];
    this.height = (int) builder.kernelSize[builder.kernelSize.length - 1];
    this.sigma = builder.sigma.clone();
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Frame apply(Frame frame, RandomGenerator random) {
    Picture picture = Frames.picture(frame, "GaussianBlur");
    if (picture.width() <= width / 2 || picture.height() <= height / 2) {
      throw new IllegalArgumentException(
          "`kernel_size` %d x %d is too large for a picture of %d x %d"
              .formatted(width, height, picture.width(), picture.height()));
    }
    float deviation = Draws.uniform(random, sigma[0], sigma[sigma.length - 1]);
    float[] rows = alongRows(picture, kernel(width, deviation));
    return alongColumns(picture, rows, kernel(height, deviation));
  }

  private static float[] kernel(int size, float deviation) {
    float[] kernel = new float[size];
    float sum = 0;
    for (int i = 0; i < size; i++) {
      float share = (i - (size - 1) * 0.5f) / deviation;
      kernel[i] = (float) Math.exp(-0.5f * share * share);
      sum += kernel[i];
    }
    for (int i = 0; i < size; i++) {
      kernel[i] /= sum;
    }
    return kernel;
  }

  private static float[] alongRows(Picture picture, float[] kernel) {
    byte[] in = picture.rgb();
    float[] out = new float[in.length];
    int half = kernel.length / 2;
    for (int y = 0, to = 0; y < picture.height(); y++) {
      int row = 3 * y * picture.width();
      for (int x = 0; x < picture.width(); x++, to += 3) {
        for (int k = 0; k < kernel.length; k++) {
          int from = row + 3 * mirrored(x + k - half, picture.width());
          out[to] += kernel[k] * (in[from] & 0xff);
          out[to + 1] += kernel[k] * (in[from + 1] & 0xff);
          out[to + 2] += kernel[k] * (in[from + 2] & 0xff);
        }
      }
    }
    return out;
  }

  private static Picture alongColumns(Picture picture, float[] rows, float[] kernel) {
    byte[] out = new byte[rows.length];
    int row = 3 * picture.width();
    int half = kernel.length / 2;
    float[] sums = new float[row];
    for (int y = 0; y < picture.height(); y++) {
      Arrays.fill(sums, 0);
      for (int k = 0; k < kernel.length; k++) {
        int from = row * mirrored(y + k - half, picture.height());
        for (int i = 0; i < row; i++) {
          sums[i] += kernel[k] * rows[from + i];
        }
      }
      for (int i = 0; i < row; i++) {
        out[y * row + i] = (byte) Math.clamp((long) Math.rint(sums[i]), 0, 255);
      }
    }
    return picture.changed(picture.width(), picture.height(), out);
  }

  private static int mirrored(int place, int size) {
    int positive = Math.abs(place);
    return positive < size ? positive : 2 * (size - 1) - positive;
  }

  /** The parameters of {@code GaussianBlur}. */
  public static final class Builder {

    private long[] kernelSize = {};
    private double[] sigma = {0.1, 2.0};

    private Builder() {}

    /** The odd side of the kernel, or its width and height; required. */
    @CanIgnoreReturnValue
    public Builder kernelSize(long... values) {
      kernelSize = values.clone();
      return this;
    }

    /** The standard deviation in pixels, or the least and the greatest; default 0.1 and 2. */
    @CanIgnoreReturnValue
    public Builder sigma(double... values) {
      sigma = values.clone();
      return this;
    }

    /**
     * Makes the transform.
     *
     * @throws IllegalArgumentException if a parameter is out of its range
     */
    public GaussianBlur build() {
      if (kernelSize.length < 1 || kernelSize.length > 2) {
        throw new IllegalArgumentException("`kernel_size` must be one number, or width and height");
      }
      for (long side : kernelSize) {
        if (side < 1 || side > 1 << 12 || side % 2 == 0) {
          throw new IllegalArgumentException(
              "`kernel_size` must be odd and from 1 to 4095, not " + side);
        }
      }
      if (sigma.length == 1) {
        sigma = new double[] {sigma[0], sigma[0]};
      }
      Frames.requireRange("sigma", sigma);
      return new GaussianBlur(this);
    }
  }
}
