// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn;

/** The table of sines and cosines of a grid in space, by itself; see {@link SinCos}. */
public final class SinCos3d extends SinCosGrid {

  private SinCos3d(Builder b) {
    super(b, 3);
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link SinCos3d}; the axes are length, height and width. */
  public static final class Builder extends SinCosGrid.Builder<Builder> {

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** Makes the function. */
    public SinCos3d build() {
      return new SinCos3d(this);
    }
  }
}
