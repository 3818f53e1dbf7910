// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.norm;

/**
 * Batch norm of {@code [B, C, ...]} over the batches of all processes together: in a single process
 * over its own.
 */
public final class SyncBatchNorm extends BatchNorm {

  private SyncBatchNorm(Builder b) {
    super(b);
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link SyncBatchNorm}. */
  public static final class Builder extends BatchNorm.Builder<Builder> {

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** Makes the layer. */
    public SyncBatchNorm build() {
      return new SyncBatchNorm(this);
    }
  }
}
