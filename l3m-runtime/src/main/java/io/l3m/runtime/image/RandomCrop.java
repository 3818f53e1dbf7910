// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.data.Frame;
import io.l3m.runtime.data.Picture;
import io.l3m.runtime.data.Transform;
import java.util.random.RandomGenerator;

/** A part of a picture at a random place, after a margin was put around it. */
public final class RandomCrop implements Transform {

  private final int height;
  private final int width;
  private final long[] padding;
  private final boolean padIfNeeded;
  private final Margin margin;

  private RandomCrop(Builder builder) {
    this.height = (int) builder.size[0];
    this.width = (int) builder.size[builder.size.length - 1];
    this.padding = builder.padding.clone();
    this.padIfNeeded = builder.padIfNeeded;
    this.margin = new Margin(builder.paddingMode, (int) builder.fill);
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Frame apply(Frame frame, RandomGenerator random) {
    Picture picture = padded(Frames.picture(frame, "RandomCrop"));
    int spareRows = picture.height() - height;
    int spareColumns = picture.width() - width;
    if (spareRows < 0 || spareColumns < 0) {
      throw new IllegalArgumentException(
          "`RandomCrop` cuts %d x %d from a picture of %d x %d; set `pad_if_needed`"
              .formatted(width, height, picture.width(), picture.height()));
    }
    if (spareRows == 0 && spareColumns == 0) {
      return picture;
    }
    int top = Draws.below(random, spareRows + 1);
    int left = Draws.below(random, spareColumns + 1);
    return new Box(top, left, height, width).cutFrom(picture);
  }

  private Picture padded(Picture picture) {
    Picture padded = picture;
    if (padding.length > 0) {
      // One number for all sides; left and top, which hold for right and bottom too; or all four.
      int left = (int) padding[0];
      int top = (int) padding[padding.length == 1 ? 0 : 1];
      boolean all = padding.length == 4;
      padded =
          margin.around(
              picture, left, top, all ? (int) padding[2] : left, all ? (int) padding[3] : top);
    }
    if (padIfNeeded && padded.width() < width) {
      int more = width - padded.width();
      padded = margin.around(padded, more, 0, more, 0);
    }
    if (padIfNeeded && padded.height() < height) {
      int more = height - padded.height();
      padded = margin.around(padded, 0, more, 0, more);
    }
    return padded;
  }

  /** The parameters of {@code RandomCrop}. */
  public static final class Builder {

    private long[] size = {};
    private long[] padding = {};
    private boolean padIfNeeded;
    private long fill;
    private String paddingMode = "constant";

    private Builder() {}

    /** The side of a square, or height and width; required. */
    @CanIgnoreReturnValue
    public Builder size(long... values) {
      size = values.clone();
      return this;
    }

    /** The margin of all sides, of left and top, or of left, top, right, bottom; default none. */
    @CanIgnoreReturnValue
    public Builder padding(long... values) {
      padding = values.clone();
      return this;
    }

    /** Whether a picture that is too small gets a margin; default false. */
    @CanIgnoreReturnValue
    public Builder padIfNeeded(boolean value) {
      padIfNeeded = value;
      return this;
    }

    /** The value of a constant margin; default 0. */
    @CanIgnoreReturnValue
    public Builder fill(long value) {
      fill = value;
      return this;
    }

    /** What a margin holds: constant, edge, reflect or symmetric; default constant. */
    @CanIgnoreReturnValue
    public Builder paddingMode(String value) {
      paddingMode = value;
      return this;
    }

    /**
     * Makes the transform.
     *
     * @throws IllegalArgumentException if a parameter is out of its range
     */
    public RandomCrop build() {
      Frames.requireSizes(size);
      if (padding.length == 3 || padding.length > 4) {
        throw new IllegalArgumentException("`padding` must be one number, or two, or four");
      }
      for (long side : padding) {
        if (side < 0 || side > 1 << 15) {
          throw new IllegalArgumentException("`padding` must be from 0 to 32768, not " + side);
        }
      }
      Frames.requirePixel("fill", fill);
      if (!Margin.MODES.contains(paddingMode)) {
        throw new IllegalArgumentException(
            "`padding_mode` must be one of %s, not `%s`"
                .formatted(String.join(", ", Margin.MODES), paddingMode));
      }
      return new RandomCrop(this);
    }
  }
}
