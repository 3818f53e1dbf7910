// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.vision;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.Layer;
import org.bytedeco.pytorch.Tensor;

/** A range of the tokens. */
public final class TokenSubSampler extends Layer {

  private final long start;
  private final long end;

  private TokenSubSampler(long start, long end) {
    this.start = start;
    this.end = end;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x) {
    long stop = Math.min(end, x.size(1));
    return x.narrow(1, start, stop - start);
  }

  /** Parameters of {@link TokenSubSampler}. */
  public static final class Builder {

    private long[] subsampleRange = {};

    private Builder() {}

    /** The first token that is kept and the first that is not. */
    @CanIgnoreReturnValue
    public Builder subsampleRange(long... subsampleRange) {
      this.subsampleRange = subsampleRange.clone();
      return this;
    }

    /** Makes the layer. */
    public TokenSubSampler build() {
      Checks.that(
          subsampleRange.length == 2
              && 0 <= subsampleRange[0]
              && subsampleRange[0] < subsampleRange[1],
          "`subsampleRange` takes a start and an end after it");
      return new TokenSubSampler(subsampleRange[0], subsampleRange[1]);
    }
  }
}
