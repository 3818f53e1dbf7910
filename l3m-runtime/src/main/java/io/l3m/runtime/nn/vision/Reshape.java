// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.vision;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.Layer;
import org.bytedeco.pytorch.Tensor;

/** The same elements in another shape. */
public final class Reshape extends Layer {

  private final long[] shape;

  private Reshape(long[] shape) {
    this.shape = shape;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.reshape(shape);
  }

  /** Parameters of {@link Reshape}. */
  public static final class Builder {

    private long[] shape = {};

    private Builder() {}

    /** The sizes; one may be -1 and follows from the others. */
    @CanIgnoreReturnValue
    public Builder shape(long... shape) {
      this.shape = shape.clone();
      return this;
    }

    /** Makes the layer. */
    public Reshape build() {
      Checks.that(shape.length > 0, "`shape` must be set");
      return new Reshape(shape.clone());
    }
  }
}
