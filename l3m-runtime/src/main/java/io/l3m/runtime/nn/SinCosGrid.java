// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/** The table of sines and cosines of a grid, by itself; see {@link SinCos}. */
abstract sealed class SinCosGrid permits SinCos2d, SinCos3d {

  private final long embedDim;
  private final long[] gridSize;
  private final boolean clsToken;

  SinCosGrid(Builder<?> b, int axes) {
    this.embedDim = Checks.positive("embedDim", b.embedDim);
    this.gridSize = b.gridSize.length == 1 ? cube(b.gridSize[0], axes) : b.gridSize;
    Checks.that(gridSize.length == axes, "`gridSize` needs %d sizes".formatted(axes));
    this.clsToken = b.clsToken;
  }

  private static long[] cube(long size, int axes) {
    long[] sizes = new long[axes];
    Arrays.fill(sizes, size);
    return sizes;
  }

  /**
   * Computes the table.
   *
   * @return {@code [P, D]}, or {@code [1 + P, D]} with a row of zeros for the class token
   */
  public final Tensor forward() {
    return SinCos.table(embedDim, clsToken ? 1 : 0, gridSize);
  }

  /** The parameters of a table, whatever its number of axes. */
  abstract static class Builder<S extends Builder<S>> {

    private long embedDim;
    private long[] gridSize = {};
    private boolean clsToken;

    abstract S self();

    /** Width of a row. */
    @CanIgnoreReturnValue
    public S embedDim(long embedDim) {
      this.embedDim = embedDim;
      return self();
    }

    /** The size of each axis, from the slowest to the fastest, or one number for all. */
    @CanIgnoreReturnValue
    public S gridSize(long... gridSize) {
      this.gridSize = gridSize.clone();
      return self();
    }

    /** Whether a row of zeros comes first; false unless set. */
    @CanIgnoreReturnValue
    public S clsToken(boolean clsToken) {
      this.clsToken = clsToken;
      return self();
    }
  }
}
