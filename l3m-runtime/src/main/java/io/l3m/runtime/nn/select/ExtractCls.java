// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.select;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.nn.Layer;
import org.bytedeco.pytorch.Tensor;

/** One token of each sequence. */
public final class ExtractCls extends Layer {

  private final long index;
  private final long dim;
  private final boolean keepdim;

  private ExtractCls(Builder b) {
    this.index = b.index;
    this.dim = b.dim;
    this.keepdim = b.keepdim;
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
   * @return {@code [B, D]}, or {@code [B, 1, D]} if the dimension is kept
   */
  @Override
  public Tensor forward(Tensor x) {
    Tensor chosen = x.select(dim, index);
    return keepdim ? chosen.unsqueeze(1) : chosen;
  }

  /** Parameters of {@link ExtractCls}. */
  public static final class Builder {

    private long index;
    private long dim = 1;
    private boolean keepdim;

    private Builder() {}

    /** Which token; 0 unless set. */
    @CanIgnoreReturnValue
    public Builder index(long index) {
      this.index = index;
      return this;
    }

    /** The dimension to select from; 1 unless set. */
    @CanIgnoreReturnValue
    public Builder dim(long dim) {
      this.dim = dim;
      return this;
    }

    /** Whether dimension 1 is put back with size 1; false unless set. */
    @CanIgnoreReturnValue
    public Builder keepdim(boolean keepdim) {
      this.keepdim = keepdim;
      return this;
    }

    /** Makes the layer. */
    public ExtractCls build() {
      return new ExtractCls(this);
    }
  }
}
