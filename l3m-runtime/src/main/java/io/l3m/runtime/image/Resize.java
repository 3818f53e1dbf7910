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
  private final long maxSize;
  private final Interpolation interpolation;

  private Resize(Builder builder) {
    this.size = builder.size.clone();
    this.maxSize = builder.maxSize;
    this.interpolation = builder.interpolation;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Frame apply(Frame frame, RandomGenerator random) {
    Picture picture = Frames.picture(frame, "Resize");
    if (size.length == 2) {
      return resized(picture, size[0], size[1]);
    }
    long least = Math.min(picture.width(), picture.height());
    long most = Math.max(picture.width(), picture.height());
    long shorter = size[0];
    long longer = shorter * most / least;
    if (longer > maxSize) {
      // In doubles, as Python divides.
      shorter = (long) ((double) (maxSize * shorter) / longer);
      longer = maxSize;
    }
    return picture.width() <= picture.height()
        ? resized(picture, longer, shorter)
        : resized(picture, shorter, longer);
  }

  private Picture resized(Picture picture, long height, long width) {
    return Resampler.resize(picture, Box.all(picture), (int) height, (int) width, interpolation);
  }

  /** The parameters of {@code Resize}. */
  public static final class Builder {

    private long[] size = {};
    private long maxSize = Long.MAX_VALUE;
    private Interpolation interpolation = Interpolation.BILINEAR;

    private Builder() {}

    /** The shorter side, or height and width; required. */
    @CanIgnoreReturnValue
    public Builder size(long... values) {
      size = values.clone();
      return this;
    }

    /** The bound of the longer side, where {@code size} is the shorter one; default none. */
    @CanIgnoreReturnValue
    public Builder maxSize(long value) {
      maxSize = value;
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
    public Resize build() {
      Frames.requireSizes(size);
      if (maxSize < Long.MAX_VALUE && (size.length == 2 || maxSize <= size[0])) {
        throw new IllegalArgumentException(
            "`max_size` bounds the longer side: it must be above `size`, which is one number");
      }
      return new Resize(this);
    }
  }
}
