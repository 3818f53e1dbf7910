// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.data.Frame;
import io.l3m.runtime.data.Picture;
import io.l3m.runtime.data.Transform;
import java.util.random.RandomGenerator;

/** Makes a picture grey with probability {@code p}; it keeps its channels. */
public final class RandomGrayscale implements Transform {

  private final double p;

  private RandomGrayscale(double p) {
    this.p = p;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Frame apply(Frame frame, RandomGenerator random) {
    Picture picture = Frames.picture(frame, "RandomGrayscale");
    return Draws.happens(random, p)
        ? picture.changed(picture.width(), picture.height(), Colors.greys(picture))
        : picture;
  }

  /** The parameters of {@code RandomGrayscale}. */
  public static final class Builder {

    private double p = 0.1;

    private Builder() {}

    /** The probability of a grey picture; default 0.1. */
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
    public RandomGrayscale build() {
      Frames.requireShare("p", p);
      return new RandomGrayscale(p);
    }
  }
}
