// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.trunk;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.nn.activation.ActivationFactory;
import io.l3m.runtime.nn.activation.Gelu;
import io.l3m.runtime.nn.attention.AttentionFactory;
import io.l3m.runtime.nn.ffn.FeedForwardFactory;
import io.l3m.runtime.nn.ffn.Mlp;
import io.l3m.runtime.nn.norm.NormFactory;

/** The parameters that all blocks have which can stand alone as well as in a trunk. */
abstract class BlockBuilder<S extends BlockBuilder<S>> {

  private long mlpHiddenDim;
  private FeedForwardFactory ffnTarget = Mlp.builder();
  private ActivationFactory actLayer = Gelu.builder();
  private NormFactory normLayer = NormFactory.standard();
  private double ffnDropoutRate;
  private double dropPath;
  private boolean useBias = true;

  abstract S self();

  /** Nominal width of the feed-forward network. */
  @CanIgnoreReturnValue
  public S mlpHiddenDim(long mlpHiddenDim) {
    this.mlpHiddenDim = mlpHiddenDim;
    return self();
  }

  /** Makes the feed-forward network; {@link Mlp} unless set. */
  @CanIgnoreReturnValue
  public S ffnTarget(FeedForwardFactory ffnTarget) {
    this.ffnTarget = ffnTarget;
    return self();
  }

  /** The activation; exact GELU unless set. */
  @CanIgnoreReturnValue
  public S actLayer(ActivationFactory actLayer) {
    this.actLayer = actLayer;
    return self();
  }

  /** Makes the norms; layer norm, eps 1e-6, unless set. */
  @CanIgnoreReturnValue
  public S normLayer(NormFactory normLayer) {
    this.normLayer = normLayer;
    return self();
  }

  /** Dropout within the feed-forward network; 0 unless set. */
  @CanIgnoreReturnValue
  public S ffnDropoutRate(double ffnDropoutRate) {
    this.ffnDropoutRate = ffnDropoutRate;
    return self();
  }

  /** Probability that a branch is dropped in training; 0 unless set. */
  @CanIgnoreReturnValue
  public S dropPath(double dropPath) {
    this.dropPath = dropPath;
    return self();
  }

  /** Whether linear layers have biases (queries, keys, values: by themselves); true unless set. */
  @CanIgnoreReturnValue
  public S useBias(boolean useBias) {
    this.useBias = useBias;
    return self();
  }

  final FeedForwardFactory feedForward() {
    return ffnTarget;
  }

  /** What stands here, with the width of the tokens and the attention among them. */
  final BlockSpec spec(long embedDim, AttentionFactory attention) {
    return new BlockSpec(
        embedDim,
        attention,
        mlpHiddenDim,
        ffnTarget,
        actLayer,
        normLayer,
        new BlockSpec.Rates(ffnDropoutRate, dropPath),
        useBias);
  }
}
