// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import java.util.stream.LongStream;

/** First the cells of one colour in raster order, then those of the other. */
public final class CheckerboardPattern {

  private CheckerboardPattern() {}

  /** Starts a description, which is the order itself. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link CheckerboardPattern}. */
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
      long columns = gridSize[1];
      long count = gridSize[0] * columns;
      LongStream first =
          LongStream.range(0, count).filter(i -> (i / columns + i % columns) % 2 == 0);
      LongStream second =
          LongStream.range(0, count).filter(i -> (i / columns + i % columns) % 2 == 1);
      return LongStream.concat(first, second).toArray();
    }
  }
}
