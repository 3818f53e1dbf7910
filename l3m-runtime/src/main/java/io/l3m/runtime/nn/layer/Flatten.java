// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.layer;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.nn.Layer;
import org.bytedeco.pytorch.Tensor;

/** Makes one dimension of several neighbouring ones. */
public final class Flatten extends Layer {

  private final long startDim;
  private final long endDim;

  private Flatten(Builder b) {
    this.startDim = b.startDim;
    this.endDim = b.endDim;
  }

  @Override
  protected boolean isSampleWise() {
    return true;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.flatten(startDim, endDim);
  }

  /** Parameters of {@link Flatten}. */
  public static final class Builder {

    private long startDim = 1;
    private long endDim = -1;

    private Builder() {}

    /** The first of them; 1 unless set. */
    @CanIgnoreReturnValue
    public Builder startDim(long startDim) {
      this.startDim = startDim;
      return this;
    }

    /** The last of them; the last of all unless set. */
    @CanIgnoreReturnValue
    public Builder endDim(long endDim) {
      this.endDim = endDim;
      return this;
    }

    /** Makes the layer. */
    public Flatten build() {
      return new Flatten(this);
    }
  }
}
