// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.data.Frame;
import io.l3m.runtime.data.Picture;
import io.l3m.runtime.data.Transform;
import java.util.random.RandomGenerator;

/** The middle of a picture; a smaller picture gets a black margin first. */
public final class CenterCrop implements Transform {

  private final int height;
  private final int width;

  private CenterCrop(long[] size) {
    this.height = (int) size[0];
    this.width = (int) size[size.length - 1];
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Frame apply(Frame frame, RandomGenerator random) {
    Picture picture = padded(Frames.picture(frame, "CenterCrop"));
    // Halves are rounded to even, as Python rounds.
    int top = (int) Math.rint((picture.height() - height) / 2.0);
    int left = (int) Math.rint((picture.width() - width) / 2.0);
    return new Box(top, left, height, width).cutFrom(picture);
  }

  private Picture padded(Picture picture) {
    if (picture.height() >= height && picture.width() >= width) {
      return picture;
    }
    int newHeight = Math.max(height, picture.height());
    int newWidth = Math.max(width, picture.width());
    int top = (newHeight - picture.height()) / 2;
    int left = (newWidth - picture.width()) / 2;
    byte[] rgb = new byte[3 * newHeight * newWidth];
    int row = 3 * picture.width();
    for (int y = 0; y < picture.height(); y++) {
      System.arraycopy(picture.rgb(), y * row, rgb, 3 * ((top + y) * newWidth + left), row);
    }
    return picture.changed(newWidth, newHeight, rgb);
  }

  /** The parameters of {@code CenterCrop}. */
  public static final class Builder {

    private long[] size = {};

    private Builder() {}

    /** The side of a square, or height and width; required. */
    @CanIgnoreReturnValue
    public Builder size(long... values) {
      size = values.clone();
      return this;
    }

    /**
     * Makes the transform.
     *
     * @throws IllegalArgumentException if a parameter is out of its range
     */
    public CenterCrop build() {
      Frames.requireSizes(size);
      return new CenterCrop(size);
    }
  }
}
