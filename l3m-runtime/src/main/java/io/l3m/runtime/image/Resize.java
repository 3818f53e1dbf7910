// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.data.Frame;
import io.l3m.runtime.data.Picture;
import io.l3m.runtime.data.Transform;
import java.util.random.RandomGenerator;

/**
 * Another size: one number is the shorter side, the longer one follows in proportion, cut to whole
 * pixels; two numbers are height and width.
 */
public final class Resize implements Transform {

  private final long[] size;
  private final Interpolation interpolation;

  private Resize(long[] size, Interpolation interpolation) {
    this.size = size;
    this.interpolation = interpolation;
  }

  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Frame apply(Frame frame, RandomGenerator random) {
    Picture picture = Frames.picture(frame, "Resize");
    int height = picture.height();
    int width = picture.width();
    if (size.length == 2) {
      height = (int) size[0];
      width = (int) size[1];
    } else if (width <= height) {
      height = (int) (size[0] * height / width);
      width = (int) size[0];
    } else {
      width = (int) (size[0] * width / height);
      height = (int) size[0];
    }
    return Resampler.resize(picture, Box.all(picture), height, width, interpolation);
  }

  /** The parameters of {@code Resize}. */
  public static final class Builder {

    private long[] size = {};
    private Interpolation interpolation = Interpolation.BILINEAR;

    private Builder() {}

    /** The shorter side, or height and width; required. */
    @CanIgnoreReturnValue
    public Builder size(long... values) {
      size = values.clone();
      return this;
    }

    /** Default bilinear. */
    @CanIgnoreReturnValue
    public Builder interpolation(Interpolation value) {
      interpolation = value;
      return this;
    }

    public Resize build() {
      Frames.requireSizes(size);
      return new Resize(size, interpolation);
    }
  }
}
