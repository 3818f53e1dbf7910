// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.data.Frame;
import io.l3m.runtime.data.Transform;
import java.util.List;
import java.util.random.RandomGenerator;

/** All of some transforms with probability {@code p}, otherwise none. */
public final class RandomApply implements Transform {

  private final List<Transform> transforms;
  private final double p;

  private RandomApply(List<Transform> transforms, double p) {
    this.transforms = transforms;
    this.p = p;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Frame apply(Frame frame, RandomGenerator random) {
    if ((float) p < random.nextFloat()) {
      return frame;
    }
    Frame current = frame;
    for (Transform transform : transforms) {
      current = transform.apply(current, random);
    }
    return current;
  }

  /** The parameters of {@code RandomApply}. */
  public static final class Builder {

    private List<Transform> transforms = List.of();
    private double p = 0.5;

    private Builder() {}

    /** The transforms, first to last. */
    @CanIgnoreReturnValue
    public Builder transforms(Transform... values) {
      transforms = List.of(values);
      return this;
    }

    /** The probability that they are applied; default 0.5. */
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
    public RandomApply build() {
      Frames.requireShare("p", p);
      return new RandomApply(transforms, p);
    }
  }
}
