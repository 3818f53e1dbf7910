// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.data.FloatArray;
import io.l3m.runtime.data.Frame;
import io.l3m.runtime.data.Picture;
import io.l3m.runtime.data.Transform;
import java.util.random.RandomGenerator;

/** {@code (x - mean) / std} in float32, channel by channel of {@code [C, H, W]}. */
public final class Normalize implements Transform {

  private final float[] mean;
  private final float[] std;

  private Normalize(double[] mean, double[] std) {
    this.mean = floats(mean);
    this.std = floats(std);
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Frame apply(Frame frame, RandomGenerator random) {
    FloatArray numbers = Frames.numbers(frame, "Normalize");
    long[] shape = numbers.shape();
    int channels = (int) shape[0];
    if (mean.length != 1 && mean.length != channels) {
      throw new IllegalArgumentException(
          "`Normalize` has %d means for %d channels".formatted(mean.length, channels));
    }
    float[] values = numbers.values().clone();
    int plane = values.length / channels;
    for (int i = 0; i < values.length; i++) {
      int c = mean.length == 1 ? 0 : i / plane;
      values[i] = (values[i] - mean[c]) / std[c];
    }
    return FloatArray.of(values, shape);
  }

  /** The same numbers straight from pixels. */
  Transform afterToTensor() {
    if (mean.length != 1 && mean.length != 3) {
      throw new IllegalArgumentException(
          "`Normalize` has %d means for the 3 channels of a picture".formatted(mean.length));
    }
    float[][] tables = new float[3][256];
    for (int c = 0; c < 3; c++) {
      int own = mean.length == 1 ? 0 : c;
      for (int value = 0; value < 256; value++) {
        tables[c][value] = (ToTensor.share(value) - mean[own]) / std[own];
      }
    }
    return (frame, random) -> {
      Picture picture = Frames.picture(frame, "ToTensor");
      if (picture.isGray() && mean.length == 3) {
        throw new IllegalArgumentException(
            "`Normalize` has 3 means for the one channel of a gray picture");
      }
      return ToTensor.planes(picture, tables);
    };
  }

  /** The parameters of {@code Normalize}. */
  public static final class Builder {

    private double[] mean = {};
    private double[] std = {};

    private Builder() {}

    /** One mean for each channel, or one for all; required. */
    @CanIgnoreReturnValue
    public Builder mean(double... values) {
      mean = values.clone();
      return this;
    }

    /** One standard deviation for each channel, or one for all; required. */
    @CanIgnoreReturnValue
    public Builder std(double... values) {
      std = values.clone();
      return this;
    }

    /**
     * Makes the transform.
     *
     * @throws IllegalArgumentException if a parameter is out of its range
     */
    public Normalize build() {
      if (mean.length == 0 || mean.length != std.length) {
        throw new IllegalArgumentException(
            "`mean` has %d values and `std` %d; give as many of both"
                .formatted(mean.length, std.length));
      }
      for (double value : std) {
        if ((float) value == 0) {
          throw new IllegalArgumentException("`std` must not be 0");
        }
      }
      return new Normalize(mean, std);
    }
  }
}
