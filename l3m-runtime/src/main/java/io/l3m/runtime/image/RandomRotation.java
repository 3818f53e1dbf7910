// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.data.Frame;
import io.l3m.runtime.data.Picture;
import io.l3m.runtime.data.Transform;
import java.util.random.RandomGenerator;

/** Turns a picture around its middle, counter-clockwise by an angle drawn evenly from a range. */
public final class RandomRotation implements Transform {

  private final double least;
  private final double most;
  private final Interpolation interpolation;
  private final boolean expand;
  private final int fill;

  private RandomRotation(Builder builder) {
    boolean range = builder.degrees.length == 2;
    this.least = range ? builder.degrees[0] : -builder.degrees[0];
    this.most = builder.degrees[range ? 1 : 0];
    this.interpolation = builder.interpolation;
    this.expand = builder.expand;
    this.fill = (int) builder.fill;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Frame apply(Frame frame, RandomGenerator random) {
    Picture picture = Frames.picture(frame, "RandomRotation");
    double degrees = Draws.uniform(random, least, most) % 360.0;
    return new Rotation(interpolation, expand, fill)
        .apply(picture, degrees < 0 ? degrees + 360 : degrees);
  }

  /** The parameters of {@code RandomRotation}. */
  public static final class Builder {

    private double[] degrees = {};
    private Interpolation interpolation = Interpolation.NEAREST;
    private boolean expand;
    private long fill;

    private Builder() {}

    /** The greatest angle to both sides, or the least and the greatest; required. */
    @CanIgnoreReturnValue
    public Builder degrees(double... values) {
      degrees = values.clone();
      return this;
    }

    /** Nearest, bilinear or bicubic; default nearest. */
    @CanIgnoreReturnValue
    public Builder interpolation(Interpolation value) {
      interpolation = value;
      return this;
    }

    /** Whether the picture grows until all of it is seen; default false. */
    @CanIgnoreReturnValue
    public Builder expand(boolean value) {
      expand = value;
      return this;
    }

    /** The value of what lies outside the turned picture; default 0. */
    @CanIgnoreReturnValue
    public Builder fill(long value) {
      fill = value;
      return this;
    }

    /**
     * Makes the transform.
     *
     * @throws IllegalArgumentException if a parameter is out of its range
     */
    public RandomRotation build() {
      boolean one = degrees.length == 1 && degrees[0] >= 0;
      if (!one && !(degrees.length == 2 && degrees[0] <= degrees[1])) {
        throw new IllegalArgumentException(
            "`degrees` must be one number from 0, or the least and the greatest angle");
      }
      Frames.requirePixel("fill", fill);
      return switch (interpolation) {
        case NEAREST, BILINEAR, BICUBIC -> new RandomRotation(this);
        case LANCZOS, BOX, HAMMING ->
            throw new IllegalArgumentException(
                "`interpolation` must be nearest, bilinear or bicubic for a rotation");
      };
    }
  }
}
