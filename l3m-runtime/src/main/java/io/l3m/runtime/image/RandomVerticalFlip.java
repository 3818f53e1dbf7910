// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.data.Frame;
import io.l3m.runtime.data.Picture;
import io.l3m.runtime.data.Transform;
import java.util.random.RandomGenerator;

/** Turns a picture upside down with probability {@code p}. */
public final class RandomVerticalFlip implements Transform {

  private final double p;

  private RandomVerticalFlip(double p) {
    this.p = p;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Frame apply(Frame frame, RandomGenerator random) {
    Picture picture = Frames.picture(frame, "RandomVerticalFlip");
    return Draws.happens(random, p) ? flip(picture) : picture;
  }

  private static Picture flip(Picture picture) {
    byte[] in = picture.rgb();
    byte[] out = new byte[in.length];
    int row = 3 * picture.width();
    for (int from = 0, to = in.length - row; to >= 0; from += row, to -= row) {
      System.arraycopy(in, from, out, to, row);
    }
    return picture.changed(picture.width(), picture.height(), out);
  }

  /** The parameters of {@code RandomVerticalFlip}. */
  public static final class Builder {

    private double p = 0.5;

    private Builder() {}

    /** The probability of a flip; default 0.5. */
    @CanIgnoreReturnValue
    public Builder p(double value) {
      p = value;
      return this;
    }

    /**
     * Makes the transform.
     *
     * @throws IllegalArgumentException if a parameter is out of its range
     */
    public RandomVerticalFlip build() {
      Frames.requireShare("p", p);
      return new RandomVerticalFlip(p);
    }
  }
}
