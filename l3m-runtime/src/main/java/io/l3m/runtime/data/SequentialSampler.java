// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.util.PrimitiveIterator;
import java.util.stream.LongStream;

/** All samples once, in their own order. */
public final class SequentialSampler implements Sampler {

  private SequentialSampler() {}

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public IndexOrder order(long size) {
    return new IndexOrder() {
      @Override
      public long passLength() {
        return size;
      }

      @Override
      public boolean endless() {
        return false;
      }

      @Override
      public PrimitiveIterator.OfLong from(long position) {
        return LongStream.range(Math.min(position, size), size).iterator();
      }
    };
  }

  /** The sampler has no parameters. */
  public static final class Builder {

    private Builder() {}

    /** Makes the sampler. */
    public SequentialSampler build() {
      return new SequentialSampler();
    }
  }
}
