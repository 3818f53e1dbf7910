// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.norm;

/** Batch norm of images {@code [B, C, H, W]}: each channel over the batch and all pixels. */
public final class BatchNorm2d extends BatchNorm {

  private BatchNorm2d(Builder b) {
    super(b);
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link BatchNorm2d}. */
  public static final class Builder extends BatchNorm.Builder<Builder> {

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** Makes the layer. */
    public BatchNorm2d build() {
      return new BatchNorm2d(this);
    }
  }
}
