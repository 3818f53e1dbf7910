// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Leaves the first {@code int(num_patches · (1 - masking_ratio))} patches visible. */
public final class RasterMasking implements MaskGenerator {

  private final int patches;
  private final int visible;

  private RasterMasking(int patches, int visible) {
    this.patches = patches;
    this.visible = visible;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A mask {@code [num_patches]}. */
  @Override
  public BoolArray generate(RandomGenerator random) {
    boolean[] mask = new boolean[patches];
    Arrays.fill(mask, visible, patches, true);
    return BoolArray.of(mask, patches);
  }

  /** The parameters of {@code RasterMasking}. */
  public static final class Builder {

    private long numPatches = 196;
    private double maskingRatio = 0.5;

    private Builder() {}

    /** Default 196. */
    @CanIgnoreReturnValue
    public Builder numPatches(long value) {
      numPatches = value;
      return this;
    }

    /** The share of hidden patches; default 0.5. */
    @CanIgnoreReturnValue
    public Builder maskingRatio(double value) {
      maskingRatio = value;
      return this;
    }

    public RasterMasking build() {
      Require.atLeast("num_patches", numPatches, 1);
      Require.within("masking_ratio", maskingRatio, 0, 1);
      return new RasterMasking(
          Math.toIntExact(numPatches), (int) (numPatches * (1 - maskingRatio)));
    }
  }
}
