// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import java.util.stream.LongStream;

/** Column by column backwards. */
public final class ReverseHorizontalRasterPattern {

  private ReverseHorizontalRasterPattern() {}

  /** Starts a description, which is the order itself. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link ReverseHorizontalRasterPattern}. */
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
      long rows = gridSize[0];
      long columns = gridSize[1];
      long last = rows * columns - 1;
      return LongStream.rangeClosed(0, last)
          .map(i -> last - i)
          .map(i -> i % rows * columns + i / rows)
          .toArray();
    }
  }
}
