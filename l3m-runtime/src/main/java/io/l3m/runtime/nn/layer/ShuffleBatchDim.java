// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.layer;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.Layer;
import io.l3m.runtime.random.NumpyPcg64;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Exchanges the samples of a batch among each other, now and then, in training and in evaluation.
 * Whether it does is drawn as by NumPy's {@code default_rng(seed)}, the order as by {@code
 * torch.randperm} from the default generator. A run that is resumed begins the draws of the seed
 * anew, since no checkpoint holds them.
 */
public final class ShuffleBatchDim extends Layer {

  private final double probability;
  private final NumpyPcg64 draws;

  private ShuffleBatchDim(Builder b) {
    this.probability = b.shufflingProbability;
    Checks.that(
        probability > 0 && probability < 1,
        "`shufflingProbability` must lie between 0 and 1, but is " + probability);
    this.draws = new NumpyPcg64(b.seed);
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the samples in another order, or as they are.
   *
   * @param x {@code [B, ...]} of any dtype
   */
  @Override
  public Tensor forward(Tensor x) {
    if (draws.nextDouble() >= probability) {
      return x;
    }
    Tensor order = torch.randperm(x.size(0));
    return x.index_select(0, Tensors.to(order, Device.of(x)));
  }

  /** Parameters of {@link ShuffleBatchDim}. */
  public static final class Builder {

    private double shufflingProbability;
    private long seed;

    private Builder() {}

    /** How often a batch is shuffled; more than 0 and less than 1. */
    @CanIgnoreReturnValue
    public Builder shufflingProbability(double shufflingProbability) {
      this.shufflingProbability = shufflingProbability;
      return this;
    }

    /** The seed of the draws that decide. */
    @CanIgnoreReturnValue
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /** Makes the layer. */
    public ShuffleBatchDim build() {
      return new ShuffleBatchDim(this);
    }
  }
}
