// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import java.util.stream.LongStream;

/** Column by column backwards. */
public final class ReverseHorizontalRasterPattern {

  private ReverseHorizontalRasterPattern() {}

  /** Starts a description, which is the order itself. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link ReverseHorizontalRasterPattern}. */
  public static final class Builder extends PatternBuilder<Builder> {

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    @Override
    long[] places(long rows, long columns) {
      long last = rows * columns - 1;
      return LongStream.rangeClosed(0, last)
          .map(i -> last - i)
          .map(i -> i % rows * columns + i / rows)
          .toArray();
    }
  }
}
