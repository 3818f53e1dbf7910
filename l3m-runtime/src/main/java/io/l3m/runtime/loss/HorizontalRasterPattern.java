// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import java.util.stream.LongStream;

/** Column by column, each from top to bottom. */
public final class HorizontalRasterPattern {

  private HorizontalRasterPattern() {}

  /** Starts a description, which is the order itself. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link HorizontalRasterPattern}. */
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
      return LongStream.range(0, rows * columns).map(i -> i % rows * columns + i / rows).toArray();
    }
  }
}
