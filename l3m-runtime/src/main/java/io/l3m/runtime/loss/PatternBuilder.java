// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;

/** An order of the patches in a grid of any size. */
abstract class PatternBuilder<S extends PatternBuilder<S>> implements PatternFactory {

  private long[] gridSize = {};

  abstract S self();

  /** The places in raster order, for a grid of at least one patch. */
  abstract long[] places(long rows, long columns);

  /** Rows and columns of patches. */
  @CanIgnoreReturnValue
  public S gridSize(long... gridSize) {
    this.gridSize = gridSize.clone();
    return self();
  }

  @Override
  public final long[] permutation() {
    Checks.that(
        gridSize.length == 2 && gridSize[0] > 0 && gridSize[1] > 0,
        "`gridSize` takes rows and columns");
    return places(gridSize[0], gridSize[1]);
  }
}
