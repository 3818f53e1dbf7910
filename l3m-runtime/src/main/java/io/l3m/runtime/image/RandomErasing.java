// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.data.FloatArray;
import io.l3m.runtime.data.Frame;
import io.l3m.runtime.data.Transform;
import java.util.random.RandomGenerator;

/**
 * Blanks out a rectangle with probability {@code p} (Zhong et al. 2020). Its share of the area is
 * drawn evenly, the ratio of its height to its width evenly in logarithm; after ten rectangles that
 * do not fit the numbers stay as they are.
 */
public final class RandomErasing implements Transform {

  private static final int TRIES = 10;

  private final double p;
  private final double[] scale;
  private final double[] ratio;
  private final float[] value; // none for noise

  private RandomErasing(Builder builder) {
    this.p = builder.p;
    this.scale = builder.scale.clone();
    this.ratio = builder.ratio.clone();
    this.value = new float[builder.value.length];
    for (int c = 0; c < value.length; c++) {
      value[c] = (float) builder.value[c];
    }
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Frame apply(Frame frame, RandomGenerator random) {
    FloatArray numbers = Frames.numbers(frame, "RandomErasing");
    int channels = (int) numbers.shape()[0];
    if (value.length > 1 && value.length != channels) {
      throw new IllegalArgumentException(
          "`value` has %d numbers for %d channels".formatted(value.length, channels));
    }
    if (!Draws.happens(random, p)) {
      return numbers;
    }
    int height = (int) numbers.shape()[1];
    int width = (int) numbers.shape()[2];
    float least = (float) Math.log((float) ratio[0]);
    float most = (float) Math.log((float) ratio[1]);
    for (int i = 0; i < TRIES; i++) {
      double area = height * width * (double) Draws.uniform(random, scale[0], scale[1]);
      double aspect = (float) Math.exp(Draws.uniform(random, least, most));
      int boxHeight = (int) Math.rint(Math.sqrt(area * aspect));
      int boxWidth = (int) Math.rint(Math.sqrt(area / aspect));
      if (boxHeight < height && boxWidth < width) {
        return erased(numbers, boxHeight, boxWidth, random);
      }
    }
    return numbers;
  }

  private Frame erased(FloatArray numbers, int boxHeight, int boxWidth, RandomGenerator random) {
    int channels = (int) numbers.shape()[0];
    int height = (int) numbers.shape()[1];
    int width = (int) numbers.shape()[2];
    float[] noise = new float[value.length == 0 ? channels * boxHeight * boxWidth : 0];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextGaussian();
    }
    int top = Draws.below(random, height - boxHeight + 1);
    int left = Draws.below(random, width - boxWidth + 1);
    float[] values = numbers.values().clone();
    for (int c = 0, next = 0; c < channels; c++) {
      for (int y = top; y < top + boxHeight; y++) {
        int row = (c * height + y) * width;
        for (int x = left; x < left + boxWidth; x++) {
          values[row + x] = noise.length > 0 ? noise[next++] : value[value.length == 1 ? 0 : c];
        }
      }
    }
    return FloatArray.of(values, numbers.shape());
  }

  /** The parameters of {@code RandomErasing}. */
  public static final class Builder {

    private double p = 0.5;
    private double[] scale = {0.02, 0.33};
    private double[] ratio = {0.3, 3.3};
    private double[] value = {0};

    private Builder() {}

    /** The probability of a rectangle; default 0.5. */
    @CanIgnoreReturnValue
    public Builder p(double probability) {
      p = probability;
      return this;
    }

    /** The least and the greatest share of the area; default 0.02 and 0.33. */
    @CanIgnoreReturnValue
    public Builder scale(double... leastAndGreatest) {
      scale = leastAndGreatest.clone();
      return this;
    }

    /** The least and the greatest height for a width of 1; default 0.3 and 3.3. */
    @CanIgnoreReturnValue
    public Builder ratio(double... leastAndGreatest) {
      ratio = leastAndGreatest.clone();
      return this;
    }

    /** What the rectangle holds, for all channels or for each; default 0. */
    @CanIgnoreReturnValue
    public Builder value(double... values) {
      value = values.clone();
      return this;
    }

    /** With {@code random} the rectangle holds noise of mean 0 and deviation 1. */
    @CanIgnoreReturnValue
    public Builder value(String kind) {
      if (!kind.equals("random")) {
        throw new IllegalArgumentException("`value` is a number or `random`, not `" + kind + "`");
      }
      value = new double[0];
      return this;
    }

    /**
     * Makes the transform.
     *
     * @throws IllegalArgumentException if a parameter is out of its range
     */
    public RandomErasing build() {
      Frames.requireShare("p", p);
      Frames.requireRange("scale", scale);
      Frames.requireRange("ratio", ratio);
      return new RandomErasing(this);
    }
  }
}
