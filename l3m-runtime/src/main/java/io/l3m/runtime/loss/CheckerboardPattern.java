// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import java.util.stream.LongStream;

/** First the cells of one colour in raster order, then those of the other. */
public final class CheckerboardPattern {

  private CheckerboardPattern() {}

  /** Starts a description, which is the order itself. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link CheckerboardPattern}. */
  public static final class Builder extends PatternBuilder<Builder> {

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    @Override
    long[] places(long rows, long columns) {
      long count = rows * columns;
      LongStream first =
          LongStream.range(0, count).filter(i -> (i / columns + i % columns) % 2 == 0);
      LongStream second =
          LongStream.range(0, count).filter(i -> (i / columns + i % columns) % 2 == 1);
      return LongStream.concat(first, second).toArray();
    }
  }
}
