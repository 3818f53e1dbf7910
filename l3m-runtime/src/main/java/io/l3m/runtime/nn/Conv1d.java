// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Cross-correlation of sequences with a bank of filters. */
public final class Conv1d extends FilterBank {

  private final long[] stride;
  private final long[] padding;
  private final long[] dilation;

  private Conv1d(Builder b) {
    super(b, b.kernelSize);
    this.stride = new long[] {b.stride};
    this.padding = new long[] {b.padding};
    this.dilation = new long[] {b.dilation};
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Applies the filters.
   *
   * @param x {@code [B, in, N]}
   * @return {@code [B, out, (N + 2 · padding - dilation · (kernelSize - 1) - 1) / stride + 1]}
   */
  @Override
  public Tensor forward(Tensor x) {
    return torch.conv1d(x, weight().tensor(), biasOrAbsent(), stride, padding, dilation, groups());
  }

  /** Parameters of {@link Conv1d}. */
  public static final class Builder extends FilterBank.Builder<Builder> {

    private long kernelSize;
    private long stride = 1;
    private long padding;
    private long dilation = 1;

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** Length of a filter. */
    @CanIgnoreReturnValue
    public Builder kernelSize(long kernelSize) {
      this.kernelSize = kernelSize;
      return this;
    }

    /** Steps along the sequence; 1 unless set. */
    @CanIgnoreReturnValue
    public Builder stride(long stride) {
      this.stride = stride;
      return this;
    }

    /** Zeros on each side; 0 unless set. */
    @CanIgnoreReturnValue
    public Builder padding(long padding) {
      this.padding = padding;
      return this;
    }

    /** Distance between the places of a filter; 1 unless set. */
    @CanIgnoreReturnValue
    public Builder dilation(long dilation) {
      this.dilation = dilation;
      return this;
    }

    /** Makes the layer. */
    public Conv1d build() {
      return new Conv1d(this);
    }
  }
}
