// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.norm;

/**
 * Batch norm of vectors {@code [B, C]} or sequences {@code [B, C, N]}: each channel over the batch
 * and all places of a sequence.
 */
public final class BatchNorm1d extends BatchNorm {

  private BatchNorm1d(Builder b) {
    super(b);
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link BatchNorm1d}. */
  public static final class Builder extends BatchNorm.Builder<Builder> {

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** Makes the layer. */
    public BatchNorm1d build() {
      return new BatchNorm1d(this);
    }
  }
}
