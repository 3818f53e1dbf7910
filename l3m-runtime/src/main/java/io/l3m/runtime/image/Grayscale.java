// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.data.Frame;
import io.l3m.runtime.data.Picture;
import io.l3m.runtime.data.Transform;
import java.util.random.RandomGenerator;

/**
 * The grey of each pixel by ITU-R BT.601, as Pillow computes it: as one channel, or three times.
 */
public final class Grayscale implements Transform {

  private final boolean one;

  private Grayscale(boolean one) {
    this.one = one;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Frame apply(Frame frame, RandomGenerator random) {
    Picture picture = Frames.picture(frame, "Grayscale");
    byte[] greys = Colors.greys(picture);
    return one
        ? Picture.gray(picture.width(), picture.height(), greys)
        : Picture.of(picture.width(), picture.height(), greys);
  }

  /** The parameters of {@code Grayscale}. */
  public static final class Builder {

    private long channels = 1;

    private Builder() {}

    /** 1 or 3; default 1. */
    @CanIgnoreReturnValue
    public Builder numOutputChannels(long value) {
      channels = value;
      return this;
    }

    /**
     * Makes the transform.
     *
     * @throws IllegalArgumentException if a parameter is out of its range
     */
    public Grayscale build() {
      if (channels != 1 && channels != 3) {
        throw new IllegalArgumentException("`num_output_channels` must be 1 or 3, not " + channels);
      }
      return new Grayscale(channels == 1);
    }
  }
}
