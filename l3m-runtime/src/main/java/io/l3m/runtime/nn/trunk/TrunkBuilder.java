// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.trunk;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.WeightInit;
import io.l3m.runtime.nn.activation.ActivationFactory;
import io.l3m.runtime.nn.attention.AttentionFactory;
import io.l3m.runtime.nn.ffn.FeedForwardFactory;
import io.l3m.runtime.nn.ffn.Mlp;
import io.l3m.runtime.nn.norm.Norm;
import io.l3m.runtime.nn.norm.NormFactory;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parameters that all stacks of blocks have. */
abstract class TrunkBuilder<S extends TrunkBuilder<S>> {

  private long embedDim;
  private long numBlocks;
  private FeedForwardFactory ffnTarget = Mlp.builder();
  private NormFactory normLayer = NormFactory.standard();
  private double dropPathRate;
  private DropPathType dropPathType = DropPathType.PROGRESSIVE;
  private double mlpRatio = 4;
  private long mlpHiddenDim;
  private double ffnDropoutRate;
  private @Nullable WeightInit weightInitStyle = WeightInit.XAVIER_UNIFORM;
  private boolean gptProjRescale;
  private boolean useBias = true;
  private boolean postTrunkNorm;

  abstract S self();

  /** Width of the tokens. */
  @CanIgnoreReturnValue
  public S embedDim(long embedDim) {
    this.embedDim = embedDim;
    return self();
  }

  /** Number of blocks. */
  @CanIgnoreReturnValue
  public S numBlocks(long numBlocks) {
    this.numBlocks = numBlocks;
    return self();
  }

  /** Makes the feed-forward networks; {@link Mlp} unless set. */
  @CanIgnoreReturnValue
  public S ffnTarget(FeedForwardFactory ffnTarget) {
    this.ffnTarget = ffnTarget;
    return self();
  }

  /** Makes the norms; layer norm, eps 1e-6, unless set. */
  @CanIgnoreReturnValue
  public S normLayer(NormFactory normLayer) {
    this.normLayer = normLayer;
    return self();
  }

  /** Probability that a branch is dropped in training; 0 unless set. */
  @CanIgnoreReturnValue
  public S dropPathRate(double dropPathRate) {
    this.dropPathRate = dropPathRate;
    return self();
  }

  /** How that depends on depth; progressive unless set. */
  @CanIgnoreReturnValue
  public S dropPathType(DropPathType dropPathType) {
    this.dropPathType = dropPathType;
    return self();
  }

  /** Nominal width of the feed-forward networks over {@code embedDim}; 4 unless set. */
  @CanIgnoreReturnValue
  public S mlpRatio(double mlpRatio) {
    this.mlpRatio = mlpRatio;
    return self();
  }

  /** That width itself, which takes precedence over the ratio. */
  @CanIgnoreReturnValue
  public S mlpHiddenDim(long mlpHiddenDim) {
    this.mlpHiddenDim = mlpHiddenDim;
    return self();
  }

  /** Dropout within {@link Mlp}; 0 unless set. */
  @CanIgnoreReturnValue
  public S ffnDropoutRate(double ffnDropoutRate) {
    this.ffnDropoutRate = ffnDropoutRate;
    return self();
  }

  /** First values of all linear layers below. */
  @CanIgnoreReturnValue
  public S weightInitStyle(WeightInit weightInitStyle) {
    this.weightInitStyle = weightInitStyle;
    return self();
  }

  /** Unsets {@code weightInitStyle}. */
  @CanIgnoreReturnValue
  public S withoutWeightInitStyle() {
    this.weightInitStyle = null;
    return self();
  }

  /** Whether what writes into the residual stream starts smaller with depth; false unless set. */
  @CanIgnoreReturnValue
  public S gptProjRescale(boolean gptProjRescale) {
    this.gptProjRescale = gptProjRescale;
    return self();
  }

  /** Whether linear layers have biases (queries, keys, values: by themselves). */
  @CanIgnoreReturnValue
  public S useBias(boolean useBias) {
    this.useBias = useBias;
    return self();
  }

  /** Whether a norm follows the last block; false unless set. */
  @CanIgnoreReturnValue
  public S postTrunkNorm(boolean postTrunkNorm) {
    this.postTrunkNorm = postTrunkNorm;
    return self();
  }

  final long blocks() {
    return Checks.positive("numBlocks", numBlocks);
  }

  final boolean rescalesProjections() {
    return gptProjRescale;
  }

  final Optional<Norm> norm() {
    return postTrunkNorm ? Optional.of(normLayer.create(embedDim)) : Optional.empty();
  }

  final TrunkInit init(WeightInit... accepted) {
    return TrunkInit.of(weightInitStyle, numBlocks, accepted);
  }

  /** What the trunk decides about one of its blocks, counted from 0. */
  final BlockSpec spec(long block, AttentionFactory attention, ActivationFactory activation) {
    long dim = Checks.positive("embedDim", embedDim);
    double dropPath = dropPathType.rate(dropPathRate, block, blocks());
    return new BlockSpec(
        dim,
        attention,
        mlpHiddenDim > 0 ? mlpHiddenDim : (long) (mlpRatio * (double) dim),
        ffnTarget,
        activation,
        normLayer,
        new BlockSpec.Rates(ffnDropoutRate, dropPath),
        useBias);
  }
}
