// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.select;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.Layer;
import org.bytedeco.pytorch.Tensor;

/** A range of the tokens of each sequence. */
public final class SelectTokens extends Layer {

  private final long start;
  private final long end;
  private final long dim;

  private SelectTokens(Builder b) {
    this.start = Checks.notNegative("start", b.start);
    Checks.that(
        b.end == 0 || b.end > b.start,
        "`end` (%d) must be greater than `start` (%d)".formatted(b.end, b.start));
    this.end = b.end;
    this.dim = b.dim;
  }

  @Override
  protected boolean isSampleWise() {
    return true;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Selects.
   *
   * @param x {@code [B, N, D]}
   * @return {@code [B, end - start, D]}
   */
  @Override
  public Tensor forward(Tensor x) {
    long stop = end == 0 ? x.size(dim) : end;
    return x.narrow(dim, start, stop - start);
  }

  /** Parameters of {@link SelectTokens}. */
  public static final class Builder {

    private long start;
    private long end;
    private long dim = 1;

    private Builder() {}

    /** The first token. */
    @CanIgnoreReturnValue
    public Builder start(long start) {
      this.start = start;
      return this;
    }

    /** The token after the last; 0, as unless set, means all that follow. */
    @CanIgnoreReturnValue
    public Builder end(long end) {
      this.end = end;
      return this;
    }

    /** The dimension to select from; 1 unless set. */
    @CanIgnoreReturnValue
    public Builder dim(long dim) {
      this.dim = dim;
      return this;
    }

    /** Makes the layer. */
    public SelectTokens build() {
      return new SelectTokens(this);
    }
  }
}
