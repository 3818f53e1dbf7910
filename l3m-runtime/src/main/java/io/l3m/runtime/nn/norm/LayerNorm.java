// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.norm;

/** Layer normalisation in the arithmetic of its input, as {@code torch.nn.LayerNorm}. */
public final class LayerNorm extends AffineLayerNorm {

  private LayerNorm(Settings settings) {
    super(settings);
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Parameters of {@link LayerNorm}, eps 1e-5 unless set; as a factory, the owner's width replaces
   * the shape.
   */
  public static final class Builder extends AffineLayerNorm.Builder<Builder> {

    private Builder() {
      super(1e-5);
    }

    @Override
    Builder self() {
      return this;
    }

    /** Makes the layer. */
    public LayerNorm build() {
      return new LayerNorm(settings());
    }

    @Override
    public LayerNorm create(long width) {
      return new LayerNorm(settings(width));
    }
  }
}
