// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.layer;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.Layer;
import org.bytedeco.pytorch.Tensor;

/** One value for each square window of an image. */
abstract sealed class WindowPool extends Layer permits AvgPool2d, MaxPool2d {

  private final long[] kernel;
  private final long[] stride;
  private final long[] padding;

  WindowPool(Builder<?> b) {
    long size = Checks.positive("kernelSize", b.kernelSize);
    long step = b.stride == 0 ? size : Checks.positive("stride", b.stride);
    Checks.that(
        b.padding >= 0 && 2 * b.padding <= size,
        "`padding` (%d) must be at most half of `kernelSize` (%d)".formatted(b.padding, size));
    this.kernel = new long[] {size, size};
    this.stride = new long[] {step, step};
    this.padding = new long[] {b.padding, b.padding};
  }

  @Override
  protected final boolean isSampleWise() {
    return true;
  }

  /**
   * Reduces each window.
   *
   * @param x {@code [B, C, H, W]}
   * @return {@code [B, C, (H + 2 · padding - kernelSize) / stride + 1, …]}, the same for the width
   */
  @Override
  public final Tensor forward(Tensor x) {
    return reduce(x, kernel, stride, padding);
  }

  abstract Tensor reduce(Tensor x, long[] kernel, long[] stride, long[] padding);

  /** The parameters that all pools have. */
  abstract static class Builder<S extends Builder<S>> {

    private long kernelSize;
    private long stride;
    private long padding;

    abstract S self();

    /** Height and width of a window. */
    @CanIgnoreReturnValue
    public S kernelSize(long kernelSize) {
      this.kernelSize = kernelSize;
      return self();
    }

    /** From one window to the next; as far as a window is wide unless set. */
    @CanIgnoreReturnValue
    public S stride(long stride) {
      this.stride = stride;
      return self();
    }

    /** Rows and columns around the image; 0 unless set, and at most half a window. */
    @CanIgnoreReturnValue
    public S padding(long padding) {
      this.padding = padding;
      return self();
    }
  }
}
