// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;

/** A spiral from the middle outwards, which ends by going up to the first cell. */
public final class SpiralPattern {

  private SpiralPattern() {}

  /** Starts a description, which is the order itself. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link SpiralPattern}. */
  public static final class Builder implements PatternFactory {

    private long[] gridSize = {};

    private Builder() {}

    /** Rows and columns of patches. */
    @CanIgnoreReturnValue
    public Builder gridSize(long... gridSize) {
      this.gridSize = gridSize.clone();
      return this;
    }

    @Override
    public long[] permutation() {
      Checks.that(
          gridSize.length == 2 && gridSize[0] > 0 && gridSize[1] > 0,
          "`gridSize` takes rows and columns");
      int rows = Math.toIntExact(gridSize[0]);
      int columns = Math.toIntExact(gridSize[1]);
      int count = rows * columns;
      long[] inwards = new long[count];
      boolean[] seen = new boolean[count];
      int[] rowSteps = {1, 0, -1, 0};
      int[] columnSteps = {0, 1, 0, -1};
      int row = 0;
      int column = 0;
      int turn = 0;
      for (int i = 0; i < count; i++) {
        inwards[count - 1 - i] = (long) row * columns + column;
        seen[row * columns + column] = true;
        int nextRow = row + rowSteps[turn];
        int nextColumn = column + columnSteps[turn];
        boolean free =
            nextRow >= 0
                && nextRow < rows
                && nextColumn >= 0
                && nextColumn < columns
                && !seen[nextRow * columns + nextColumn];
        if (!free) {
          turn = (turn + 1) % 4;
          nextRow = row + rowSteps[turn];
          nextColumn = column + columnSteps[turn];
        }
        row = nextRow;
        column = nextColumn;
      }
      return inwards;
    }
  }
}
