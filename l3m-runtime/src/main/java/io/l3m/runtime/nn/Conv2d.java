// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Cross-correlation with a bank of filters, without padding (or as much as is asked for). */
public final class Conv2d extends FilterBank {

  private final long[] stride;
  private final long[] padding;
  private final long[] dilation;

  private Conv2d(Builder b) {
    super(b, pair("kernelSize", b.kernelSize));
    this.stride = pair("stride", b.stride);
    this.padding = pair("padding", b.padding);
    this.dilation = pair("dilation", b.dilation);
  }

  private static long[] pair(String name, long... sizes) {
    Checks.that(sizes.length == 1 || sizes.length == 2, "`" + name + "` takes one or two sizes");
    return sizes.length == 2 ? sizes : new long[] {sizes[0], sizes[0]};
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Applies the filters.
   *
   * @param x {@code [B, in, height, width]}
   * @return {@code [B, out, height', width']}
   */
  @Override
  public Tensor forward(Tensor x) {
    return torch.conv2d(x, weight().tensor(), biasOrAbsent(), stride, padding, dilation, groups());
  }

  /** Parameters of {@link Conv2d}. */
  public static final class Builder extends FilterBank.Builder<Builder> {

    private long[] kernelSize = {};
    private long[] stride = {1};
    private long[] padding = {0};
    private long[] dilation = {1};

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** Height and width of a filter, or one number for both. */
    @CanIgnoreReturnValue
    public Builder kernelSize(long... kernelSize) {
      this.kernelSize = kernelSize.clone();
      return this;
    }

    /** Steps down and to the right, or one number for both; 1 unless set. */
    @CanIgnoreReturnValue
    public Builder stride(long... stride) {
      this.stride = stride.clone();
      return this;
    }

    /** Rows and columns of zeros on each side; 0 unless set. */
    @CanIgnoreReturnValue
    public Builder padding(long... padding) {
      this.padding = padding.clone();
      return this;
    }

    /** Distance between the pixels of a filter; 1 unless set. */
    @CanIgnoreReturnValue
    public Builder dilation(long... dilation) {
      this.dilation = dilation.clone();
      return this;
    }

    /** Makes the layer. */
    public Conv2d build() {
      return new Conv2d(this);
    }
  }
}
