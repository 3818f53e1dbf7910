// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.data.Frame;
import io.l3m.runtime.data.Transform;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Several transforms, one after the other ({@code torchvision.transforms.Compose}). */
public final class Compose implements Transform {

  private final List<Transform> steps;

  private Compose(List<Transform> transforms) {
    this.steps = List.copyOf(joined(transforms));
  }

  /** Pixels become normalised numbers in one pass over them; the numbers stay the same. */
  private static List<Transform> joined(List<Transform> transforms) {
    List<Transform> steps = new ArrayList<>();
    for (Transform step : transforms) {
      if (step instanceof Normalize normalize
          && !steps.isEmpty()
          && steps.get(steps.size() - 1) instanceof ToTensor) {
        steps.set(steps.size() - 1, normalize.afterToTensor());
      } else {
        steps.add(step);
      }
    }
    return steps;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Frame apply(Frame frame, RandomGenerator random) {
    Frame current = frame;
    for (Transform step : steps) {
      current = step.apply(current, random);
    }
    return current;
  }

  /** The parameters of {@code Compose}. */
  public static final class Builder {

    private List<Transform> transforms = List.of();

    private Builder() {}

    /** The transforms, first to last. */
    @CanIgnoreReturnValue
    public Builder transforms(Transform... values) {
      transforms = List.of(values);
      return this;
    }

    /** Makes the transform. */
    public Compose build() {
      return new Compose(transforms);
    }
  }
}
