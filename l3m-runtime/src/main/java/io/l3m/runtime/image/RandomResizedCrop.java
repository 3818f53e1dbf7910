// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.data.Frame;
import io.l3m.runtime.data.Picture;
import io.l3m.runtime.data.Transform;
import java.util.random.RandomGenerator;

/**
 * A part of the picture with a random area, aspect ratio and place, brought to one size. The share
 * of the area is uniform, the aspect ratio log-uniform; after ten parts that do not fit, the middle
 * of the picture is taken.
 */
public final class RandomResizedCrop implements Transform {

  private static final int ATTEMPTS = 10;

  private final int height;
  private final int width;
  private final double[] scale;
  private final double[] ratio;
  private final Interpolation interpolation;

  private RandomResizedCrop(Builder builder) {
    this.height = (int) builder.size[0];
    this.width = (int) builder.size[builder.size.length - 1];
    this.scale = builder.scale;
    this.ratio = builder.ratio;
    this.interpolation = builder.interpolation;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Frame apply(Frame frame, RandomGenerator random) {
    Picture picture = Frames.picture(frame, "RandomResizedCrop");
    Box box = draw(picture.height(), picture.width(), random);
    return Resampler.resize(picture, box, height, width, interpolation);
  }

  /** The part of a picture of {@code h} rows and {@code w} columns. */
  Box draw(int h, int w, RandomGenerator random) {
    double area = (double) h * w;
    float lowest = (float) Math.log((float) ratio[0]);
    float highest = (float) Math.log((float) ratio[1]);
    for (int i = 0; i < ATTEMPTS; i++) {
      double share = area * Draws.uniform(random, scale[0], scale[1]);
      float aspect = (float) Math.exp(Draws.uniform(random, lowest, highest));
      int boxWidth = (int) Math.rint(Math.sqrt(share * aspect));
      int boxHeight = (int) Math.rint(Math.sqrt(share / aspect));
      if (0 < boxWidth && boxWidth <= w && 0 < boxHeight && boxHeight <= h) {
        int top = Draws.below(random, h - boxHeight + 1);
        int left = Draws.below(random, w - boxWidth + 1);
        return new Box(top, left, boxHeight, boxWidth);
      }
    }
    return middle(h, w);
  }

  private Box middle(int h, int w) {
    double aspect = (double) w / h;
    int boxWidth = w;
    int boxHeight = h;
    if (aspect < ratio[0]) {
      boxHeight = (int) Math.rint(w / ratio[0]);
    } else if (aspect > ratio[1]) {
      boxWidth = (int) Math.rint(h * ratio[1]);
    }
    return new Box((h - boxHeight) / 2, (w - boxWidth) / 2, boxHeight, boxWidth);
  }

  /** The parameters of {@code RandomResizedCrop}. */
  public static final class Builder {

    private long[] size = {};
    private double[] scale = {0.08, 1};
    private double[] ratio = {3.0 / 4, 4.0 / 3};
    private Interpolation interpolation = Interpolation.BILINEAR;

    private Builder() {}

    /** The side of a square, or height and width; required. */
    @CanIgnoreReturnValue
    public Builder size(long... values) {
      size = values.clone();
      return this;
    }

    /** The least and the greatest share of the area; default 0.08 and 1. */
    @CanIgnoreReturnValue
    public Builder scale(double... leastAndGreatest) {
      scale = leastAndGreatest.clone();
      return this;
    }

    /** The least and the greatest width for a height of 1; default 3/4 and 4/3. */
    @CanIgnoreReturnValue
    public Builder ratio(double... leastAndGreatest) {
      ratio = leastAndGreatest.clone();
      return this;
    }

    /** Default bilinear. */
    @CanIgnoreReturnValue
    public Builder interpolation(Interpolation value) {
      interpolation = value;
      return this;
    }

    /**
     * Makes the transform.
     *
     * @throws IllegalArgumentException if a parameter is out of its range
     */
    public RandomResizedCrop build() {
      Frames.requireSizes(size);
      Frames.requireRange("scale", scale);
      Frames.requireRange("ratio", ratio);
      return new RandomResizedCrop(this);
    }
  }
}
