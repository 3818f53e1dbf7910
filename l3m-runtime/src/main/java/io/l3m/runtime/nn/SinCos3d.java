// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/** The table of sines and cosines of a grid in space, by itself; see {@link SinCos}. */
public final class SinCos3d {

  private static final int AXES = 3;

  private final long embedDim;
  private final long[] gridSize;
  private final boolean clsToken;

  private SinCos3d(Builder b) {
    this.embedDim = Checks.positive("embedDim", b.embedDim);
    this.gridSize = b.gridSize;
    this.clsToken = b.clsToken;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Computes the table.
   *
   * @return {@code [P, D]}, or {@code [1 + P, D]} with a row of zeros for the class token
   */
  public Tensor forward() {
    return SinCos.table(embedDim, clsToken ? 1 : 0, gridSize);
  }

  /** Parameters of {@link SinCos3d}. */
  public static final class Builder {

    private long embedDim;
    private long[] gridSize = {};
    private boolean clsToken;

    private Builder() {}

    /** Width of a row. */
    @CanIgnoreReturnValue
    public Builder embedDim(long embedDim) {
      this.embedDim = embedDim;
      return this;
    }

    /** Length, height and width, or one number for all. */
    @CanIgnoreReturnValue
    public Builder gridSize(long... gridSize) {
      this.gridSize = gridSize.clone();
      if (gridSize.length == 1) {
        this.gridSize = new long[AXES];
        Arrays.fill(this.gridSize, gridSize[0]);
      }
      return this;
    }

    /** Whether a row of zeros comes first; false unless set. */
    @CanIgnoreReturnValue
    public Builder clsToken(boolean clsToken) {
      this.clsToken = clsToken;
      return this;
    }

    /** Makes the function. */
    public SinCos3d build() {
      Checks.that(gridSize.length == AXES, "`gridSize` needs %d sizes".formatted(AXES));
      return new SinCos3d(this);
    }
  }
}
