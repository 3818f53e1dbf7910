// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import java.util.stream.LongStream;

/** Column by column, each from top to bottom. */
public final class HorizontalRasterPattern {

  private HorizontalRasterPattern() {}

  /** Starts a description, which is the order itself. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link HorizontalRasterPattern}. */
  public static final class Builder extends PatternBuilder<Builder> {

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    @Override
    long[] places(long rows, long columns) {
      return LongStream.range(0, rows * columns).map(i -> i % rows * columns + i / rows).toArray();
    }
  }
}
