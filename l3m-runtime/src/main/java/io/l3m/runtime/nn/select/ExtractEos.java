// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.select;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Block;
import io.l3m.runtime.tensor.Scalars;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The token of each sequence where its text first has the id that ends texts. */
public final class ExtractEos extends Block {

  private final long eosTokenId;
  private final boolean keepdim;

  private ExtractEos(Builder b) {
    this.eosTokenId = b.eosTokenId;
    this.keepdim = b.keepdim;
  }

  @Override
  protected boolean isSampleWise() {
    return true;
  }

  @Override
  protected long fewestSamples() {
    return keepdim ? 1 : 2; // a part of one sample would have another shape
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Selects; the first token where a text does not end.
   *
   * @param x {@code [B, N, D]}
   * @param text {@code [B, T]} ids
   * @return {@code [B, D]}, or {@code [B, 1, D]} if the dimension is kept; else, as in the
   *     original, a batch of one loses its dimension, too
   */
  public Tensor forward(Tensor x, Tensor text) {
    Tensor ends = text.eq(Scalars.of(eosTokenId)).to(ScalarType.Int);
    Tensor places = ends.argmax(new LongOptional(1), false);
    Tensor index = places.view(-1, 1, 1).expand(-1, 1, x.size(2));
    Tensor chosen = x.gather(1, index);
    return keepdim ? chosen : chosen.squeeze();
  }

  /** Parameters of {@link ExtractEos}. */
  public static final class Builder {

    private long eosTokenId;
    private boolean keepdim;

    private Builder() {}

    /** The id that ends texts; 0 unless set. */
    @CanIgnoreReturnValue
    public Builder eosTokenId(long eosTokenId) {
      this.eosTokenId = eosTokenId;
      return this;
    }

    /** Whether dimension 1 is kept with size 1; false unless set. */
    @CanIgnoreReturnValue
    public Builder keepdim(boolean keepdim) {
      this.keepdim = keepdim;
      return this;
    }

    /** Makes the layer. */
    public ExtractEos build() {
      return new ExtractEos(this);
    }
  }
}
