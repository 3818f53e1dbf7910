// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** In training, sets each element to 0 with probability p and divides the others by 1 - p. */
public final class Dropout extends Layer {

  private final double p;

  private Dropout(double p) {
    this.p = p;
  }

  @Override
  protected boolean isSampleWise() {
    return p == 0;
  }

  /** A layer with this probability. */
  public static Dropout of(double p) {
    return new Dropout(p);
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x) {
    return p == 0 || !isTraining() ? x : torch.dropout(x, p, true);
  }

  /** Parameters of {@link Dropout}. */
  public static final class Builder {

    private double p = 0.5;

    private Builder() {}

    /** Probability of a zero; 0.5 unless set. */
    @CanIgnoreReturnValue
    public Builder p(double p) {
      this.p = p;
      return this;
    }

    /** Makes the layer. */
    public Dropout build() {
      return new Dropout(Checks.probability("p", p));
    }
  }
}
