// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.data.LabelledImage;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Mixes the images and targets of a batch before they are stacked. */
public final class MixupCollator {

  private final Mixup mixup;

  private MixupCollator(Mixup mixup) {
    this.mixup = mixup;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** The samples of a batch, mixed; see {@link Mixup#mix}. */
  public List<LabelledImage> mix(List<LabelledImage> samples, RandomGenerator random) {
    return mixup.mix(samples, random);
  }

  /** The parameters of {@code MixupCollator}. */
  public static final class Builder {

    private Optional<Mixup> mixup = Optional.empty();

    private Builder() {}

    /** How images are mixed; required. */
    @CanIgnoreReturnValue
    public Builder mixupFn(Mixup value) {
      mixup = Optional.of(value);
      return this;
    }

    /** Makes the collator. */
    public MixupCollator build() {
      return new MixupCollator(
          mixup.orElseThrow(() -> new IllegalArgumentException("`mixup_fn` is missing")));
    }
  }
}
