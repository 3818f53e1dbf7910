// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.data.Frame;
import io.l3m.runtime.data.Picture;
import io.l3m.runtime.data.Transform;
import java.util.random.RandomGenerator;

/** Mirrors a picture left to right with probability {@code p}. */
public final class RandomHorizontalFlip implements Transform {

  private final double p;

  private RandomHorizontalFlip(double p) {
    this.p = p;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Frame apply(Frame frame, RandomGenerator random) {
    Picture picture = Frames.picture(frame, "RandomHorizontalFlip");
    return Draws.happens(random, p) ? flip(picture) : picture;
  }

  static Picture flip(Picture picture) {
    byte[] in = picture.rgb();
    byte[] out = new byte[in.length];
    int row = 3 * picture.width();
    for (int start = 0; start < in.length; start += row) {
      for (int x = 0; x < row; x += 3) {
        int from = start + x;
        int to = start + row - 3 - x;
        out[to] = in[from];
        out[to + 1] = in[from + 1];
        out[to + 2] = in[from + 2];
      }
    }
    return picture.changed(picture.width(), picture.height(), out);
  }

  /** The parameters of {@code RandomHorizontalFlip}. */
  public static final class Builder {

    private double p = 0.5;

    private Builder() {}

    /** The probability of a mirrored picture; default 0.5. */
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
    public RandomHorizontalFlip build() {
      Frames.requireShare("p", p);
      return new RandomHorizontalFlip(p);
    }
  }
}
