// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.layer;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.nn.DenseLayer;
import io.l3m.runtime.nn.Layer;
import io.l3m.runtime.nn.Linear;
import io.l3m.runtime.nn.WeightInit;
import io.l3m.runtime.nn.head.HeadInit;
import io.l3m.runtime.nn.head.QueryPooling;
import org.bytedeco.pytorch.Tensor;

/** Learned queries gather a sequence into a few tokens (Jaegle et al. 2021, arXiv:2103.03206). */
public final class PerceiverResampler extends Layer {

  private final Parameter queries; // [1, Q, dim]
  private final DenseLayer key;
  private final DenseLayer value;
  private final DenseLayer output;
  private final QueryPooling pooling;
  private final HeadInit init;

  private PerceiverResampler(Builder b) {
    long dim = Checks.positive("dim", b.dim);
    this.pooling = QueryPooling.of(dim, Checks.positive("numHeads", b.numHeads), b.qkScale);
    this.queries = parameter("queries", 1, Checks.positive("numQueries", b.numQueries), dim);
    this.key = child("k", Linear.of(dim, dim, b.qkvBias));
    this.value = child("v", Linear.of(dim, dim, b.qkvBias));
    this.output = child("out_proj", Linear.of(dim, dim, b.qkvBias));
    this.init = new HeadInit(b.weightInitStyle, b.initStd, 1.0);
  }

  @Override
  protected boolean isSampleWise() {
    return true;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Gathers.
   *
   * @param x {@code [B, N, dim]}
   * @return {@code [B, Q, dim]}
   */
  @Override
  public Tensor forward(Tensor x) {
    Tensor asked = queries.tensor().expand(x.size(0), -1, -1);
    return output.forward(pooling.attend(asked, key.forward(x), value.forward(x)));
  }

  @Override
  protected void initialise() {
    Init.normal(queries, 0.02);
    init.apply(this);
  }

  /** Parameters of {@link PerceiverResampler}. */
  public static final class Builder {

    private long dim;
    private long numHeads = 12;
    private boolean qkvBias;
    private double qkScale;
    private WeightInit weightInitStyle = WeightInit.XAVIER;
    private double initStd = 0.02;
    private long numQueries = 1;

    private Builder() {}

    /** Width of the tokens. */
    @CanIgnoreReturnValue
    public Builder dim(long dim) {
      this.dim = dim;
      return this;
    }

    /** Number of heads, a divisor of {@code dim}; 12 unless set. */
    @CanIgnoreReturnValue
    public Builder numHeads(long numHeads) {
      this.numHeads = numHeads;
      return this;
    }

    /** Whether the layers have biases; false unless set. */
    @CanIgnoreReturnValue
    public Builder qkvBias(boolean qkvBias) {
      this.qkvBias = qkvBias;
      return this;
    }

    /** Factor of the logits; 1/√(dim / numHeads) unless set. */
    @CanIgnoreReturnValue
    public Builder qkScale(double qkScale) {
      this.qkScale = qkScale;
      return this;
    }

    /** First values of the weights; Xavier's unless set. */
    @CanIgnoreReturnValue
    public Builder weightInitStyle(WeightInit weightInitStyle) {
      this.weightInitStyle = weightInitStyle;
      return this;
    }

    /** Deviation for the style that has one; 0.02 unless set. */
    @CanIgnoreReturnValue
    public Builder initStd(double initStd) {
      this.initStd = initStd;
      return this;
    }

    /** How many tokens come out; 1 unless set. */
    @CanIgnoreReturnValue
    public Builder numQueries(long numQueries) {
      this.numQueries = numQueries;
      return this;
    }

    /** Makes the block. */
    public PerceiverResampler build() {
      return new PerceiverResampler(this);
    }
  }
}
