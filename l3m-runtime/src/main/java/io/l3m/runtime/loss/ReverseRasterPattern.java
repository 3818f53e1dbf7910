// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import java.util.stream.LongStream;

/** Raster order backwards. */
public final class ReverseRasterPattern {

  private ReverseRasterPattern() {}

  /** Starts a description, which is the order itself. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link ReverseRasterPattern}. */
  public static final class Builder extends PatternBuilder<Builder> {

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    @Override
    long[] places(long rows, long columns) {
      int count = Math.toIntExact(rows * columns);
      return LongStream.range(0, count).map(i -> count - 1 - i).toArray();
    }
  }
}
