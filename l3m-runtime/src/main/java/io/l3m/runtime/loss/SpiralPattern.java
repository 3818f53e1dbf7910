// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

/** A spiral from the middle outwards, which ends by going up to the first cell. */
public final class SpiralPattern {

  private SpiralPattern() {}

  /** Starts a description, which is the order itself. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link SpiralPattern}. */
  public static final class Builder extends PatternBuilder<Builder> {

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    @Override
    long[] places(long rows, long columns) {
      int height = Math.toIntExact(rows);
      int width = Math.toIntExact(columns);
      int count = height * width;
      long[] inwards = new long[count];
      boolean[] seen = new boolean[count];
      int[] rowSteps = {1, 0, -1, 0};
      int[] columnSteps = {0, 1, 0, -1};
      int row = 0;
      int column = 0;
      int turn = 0;
      for (int i = 0; i < count; i++) {
        inwards[count - 1 - i] = (long) row * width + column;
        seen[row * width + column] = true;
        int nextRow = row + rowSteps[turn];
        int nextColumn = column + columnSteps[turn];
        boolean free =
            nextRow >= 0
                && nextRow < height
                && nextColumn >= 0
                && nextColumn < width
                && !seen[nextRow * width + nextColumn];
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
