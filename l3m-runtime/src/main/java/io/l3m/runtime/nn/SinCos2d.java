// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn;

/** The table of sines and cosines of a grid in the plane, by itself; see {@link SinCos}. */
public final class SinCos2d extends SinCosGrid {

  private SinCos2d(Builder b) {
    super(b, 2);
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link SinCos2d}; the axes are height and width. */
  public static final class Builder extends SinCosGrid.Builder<Builder> {

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** Makes the function. */
    public SinCos2d build() {
      return new SinCos2d(this);
    }
  }
}
