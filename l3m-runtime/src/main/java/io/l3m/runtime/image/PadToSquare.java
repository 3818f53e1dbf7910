// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.data.Frame;
import io.l3m.runtime.data.Picture;
import io.l3m.runtime.data.Transform;
import java.util.random.RandomGenerator;

/** Puts a picture into the middle of a square of its longer side, filled with one colour. */
public final class PadToSquare implements Transform {

  private final byte[] colour;

  private PadToSquare(double[] mean) {
    this.colour = new byte[3];
    for (int c = 0; c < 3; c++) {
      colour[c] = (byte) (int) (255 * mean[c]);
    }
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Frame apply(Frame frame, RandomGenerator random) {
    Picture picture = Frames.picture(frame, "PadToSquare");
    int side = Math.max(picture.width(), picture.height());
    if (side == picture.width() && side == picture.height()) {
      return picture;
    }
    byte[] rgb = new byte[3 * side * side];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = colour[i % 3];
    }
    int top = (side - picture.height()) / 2;
    int left = (side - picture.width()) / 2;
    int row = 3 * picture.width();
    for (int y = 0; y < picture.height(); y++) {
      System.arraycopy(picture.rgb(), y * row, rgb, 3 * ((top + y) * side + left), row);
    }
    return picture.changed(side, side, rgb);
  }

  /** The parameters of {@code PadToSquare}. */
  public static final class Builder {

    private double[] mean = {0.485, 0.456, 0.406};

    private Builder() {}

    /** The colour, red, green and blue from 0 to 1; default that of ImageNet's mean. */
    @CanIgnoreReturnValue
    public Builder mean(double... values) {
      mean = values.clone();
      return this;
    }

    /**
     * Makes the transform.
     *
     * @throws IllegalArgumentException if a parameter is out of its range
     */
    public PadToSquare build() {
      if (mean.length != 3) {
        throw new IllegalArgumentException("`mean` must be three numbers, one for each colour");
      }
      for (double value : mean) {
        Frames.requireShare("mean", value);
      }
      return new PadToSquare(mean);
    }
  }
}
