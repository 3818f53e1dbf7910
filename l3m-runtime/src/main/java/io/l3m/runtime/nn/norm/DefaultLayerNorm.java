// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.norm;

/** What trunks and decoders use unless told otherwise: layer normalisation with eps 1e-6. */
public final class DefaultLayerNorm extends AffineLayerNorm {

  private DefaultLayerNorm(Settings settings) {
    super(settings);
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Parameters of {@link DefaultLayerNorm}, eps 1e-6 unless set; as a factory, the owner's width
   * replaces the shape.
   */
  public static final class Builder extends AffineLayerNorm.Builder<Builder> {

    private Builder() {
      super(1e-6);
    }

    @Override
    Builder self() {
      return this;
    }

    /** Makes the layer. */
    public DefaultLayerNorm build() {
      return new DefaultLayerNorm(settings());
    }

    @Override
    public DefaultLayerNorm create(long width) {
      return new DefaultLayerNorm(settings(width));
    }
  }
}
