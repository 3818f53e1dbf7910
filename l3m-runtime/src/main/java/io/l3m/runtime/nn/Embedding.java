// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Parameter;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A table of vectors that is indexed by whole numbers. */
public final class Embedding extends Layer {

  private final Parameter weight; // [count, width]

  private Embedding(long count, long width) {
    this.weight = parameter("weight", count, width);
  }

  /** A table of {@code count} vectors. */
  public static Embedding of(long count, long width) {
    return new Embedding(count, width);
  }

  @Override
  protected boolean isSampleWise() {
    return true;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** The table, {@code [count, width]}. */
  public Parameter weight() {
    return weight;
  }

  /**
   * Looks up vectors.
   *
   * @param x int64 of any shape, each from 0 to below the number of vectors
   * @return {@code [..., width]}
   */
  @Override
  public Tensor forward(Tensor x) {
    return torch.embedding(weight.tensor(), x);
  }

  @Override
  protected void initialise() {
    Init.normal(weight, 1);
  }

  /** Parameters of {@link Embedding}. */
  public static final class Builder {

    private long numEmbeddings;
    private long embeddingDim;

    private Builder() {}

    /** The number of vectors. */
    @CanIgnoreReturnValue
    public Builder numEmbeddings(long numEmbeddings) {
      this.numEmbeddings = numEmbeddings;
      return this;
    }

    /** Their width. */
    @CanIgnoreReturnValue
    public Builder embeddingDim(long embeddingDim) {
      this.embeddingDim = embeddingDim;
      return this;
    }

    /** Makes the table. */
    public Embedding build() {
      return new Embedding(
          Checks.positive("numEmbeddings", numEmbeddings),
          Checks.positive("embeddingDim", embeddingDim));
    }
  }
}
