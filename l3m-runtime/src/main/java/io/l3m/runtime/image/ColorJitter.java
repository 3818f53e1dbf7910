// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.data.Frame;
import io.l3m.runtime.data.Picture;
import io.l3m.runtime.data.Transform;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Brightness, contrast, saturation and hue changed by random factors in a random order. A number
 * {@code x} stands for factors from max(0, 1 - x) to 1 + x, for the hue from -x to x of a turn.
 */
public final class ColorJitter implements Transform {

  /** One of the four changes: the factor that leaves a picture as it is, and its range. */
  private record Change(double neutral, double least, double greatest) {

    boolean happens() {
      return least != neutral || greatest != neutral;
    }
  }

  private final List<Change> changes;

  private ColorJitter(List<Change> changes) {
    this.changes = changes;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Frame apply(Frame frame, RandomGenerator random) {
    Picture picture = Frames.picture(frame, "ColorJitter");
    int[] order = Draws.permutation(random, changes.size());
    float[] factors = new float[order.length];
    for (int i = 0; i < factors.length; i++) {
      Change change = changes.get(i);
      if (change.happens()) {
        factors[i] = Draws.uniform(random, change.least(), change.greatest());
      }
    }
    for (int which : order) {
      if (changes.get(which).happens()) {
        picture = change(picture, which, factors[which]);
      }
    }
    return picture;
  }

  static Picture change(Picture picture, int which, double factor) {
    return switch (which) {
      case 0 -> Colors.brightness(picture, factor);
      case 1 -> Colors.contrast(picture, factor);
      case 2 -> Colors.saturation(picture, factor);
      default -> Colors.hue(picture, factor);
    };
  }

  /** The parameters of {@code ColorJitter}. */
  public static final class Builder {

    private double[] brightness = {0};
    private double[] contrast = {0};
    private double[] saturation = {0};
    private double[] hue = {0};

    private Builder() {}

    /** One number, or the least and the greatest factor; default 0, no change. */
    @CanIgnoreReturnValue
    public Builder brightness(double... value) {
      brightness = value.clone();
      return this;
    }

    /** One number, or the least and the greatest factor; default 0, no change. */
    @CanIgnoreReturnValue
    public Builder contrast(double... value) {
      contrast = value.clone();
      return this;
    }

    /** One number, or the least and the greatest factor; default 0, no change. */
    @CanIgnoreReturnValue
    public Builder saturation(double... value) {
      saturation = value.clone();
      return this;
    }

    /** One number up to 0.5, or the least and the greatest turn; default 0, no change. */
    @CanIgnoreReturnValue
    public Builder hue(double... value) {
      hue = value.clone();
      return this;
    }

    /** Makes the transform. */
    public ColorJitter build() {
      return new ColorJitter(
          List.of(
              factor("brightness", brightness),
              factor("contrast", contrast),
              factor("saturation", saturation),
              turn(hue)));
    }

    private static Change factor(String name, double[] value) {
      double least = value.length == 1 ? Math.max(0, 1 - value[0]) : value[0];
      double greatest = value.length == 1 ? 1 + value[0] : value[1];
      if (value.length > 2 || value[0] < 0 || least > greatest) {
        throw new IllegalArgumentException(
            "`%s` must be a number from 0 on or two of them in order".formatted(name));
      }
      return new Change(1, least, greatest);
    }

    private static Change turn(double[] value) {
      double least = value.length == 1 ? -value[0] : value[0];
      double greatest = value.length == 1 ? value[0] : value[1];
      if (value.length > 2 || least < -0.5 || greatest > 0.5 || least > greatest) {
        throw new IllegalArgumentException(
            "`hue` must be a number from 0 to 0.5, or two from -0.5 to 0.5 in order");
      }
      return new Change(0, least, greatest);
    }
  }
}
