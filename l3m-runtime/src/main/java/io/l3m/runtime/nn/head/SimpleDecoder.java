// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.head;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Buffer;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.nn.DenseLayer;
import io.l3m.runtime.nn.Layer;
import io.l3m.runtime.nn.Linear;
import io.l3m.runtime.nn.SinCos;
import io.l3m.runtime.nn.Tokens;
import io.l3m.runtime.nn.WeightInit;
import io.l3m.runtime.nn.attention.AttentionFactory;
import io.l3m.runtime.nn.attention.AttentionMask;
import io.l3m.runtime.nn.attention.Positions;
import io.l3m.runtime.nn.ffn.FeedForwardFactory;
import io.l3m.runtime.nn.ffn.Mlp;
import io.l3m.runtime.nn.norm.Norm;
import io.l3m.runtime.nn.norm.NormFactory;
import io.l3m.runtime.nn.trunk.TransformerBlock;
import io.l3m.runtime.tensor.Dtype;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** A few transformer blocks that turn tokens into predictions for patches. */
public final class SimpleDecoder extends Layer {

  private static final String DEPTH_SCALED = "fan_in_depth_scaled";

  private final boolean drawsForPrediction;
  private final @Nullable Parameter posEmbed; // [1, P, D]
  private final @Nullable Parameter maskToken; // [1, 1, D]
  private final @Nullable Buffer dropRates; // [1, P]
  private final @Nullable DenseLayer projection;
  private final List<TransformerBlock> blocks = new ArrayList<>();
  private final @Nullable Norm norm;
  private final DenseLayer prediction;
  private final boolean insertMask;
  private final double dropRate;
  private final long side;

  private SimpleDecoder(Builder b) {
    long dim = Checks.positive("embedDim", b.embedDim);
    long in = Checks.positive("inputDim", b.inputDim);
    this.side =
        Checks.positive("imageSize", b.imageSize) / Checks.positive("patchSize", b.patchSize);
    Checks.that(
        !b.skipProjection || in == dim, "`skipProjection` needs equal `inputDim` and `embedDim`");
    this.insertMask = b.insertMask;
    this.dropRate = b.patchDropoutRate;
    boolean drops = dropRate > 0;
    this.posEmbed = b.disablePosEmbed ? null : frozen("decoder_pos_embed", 1, side * side, dim);
    this.maskToken = insertMask || drops ? parameter("mask_token", 1, 1, dim) : null;
    this.dropRates =
        drops ? persistentBuffer("patch_drop_bernoulli", Dtype.FLOAT32, 1, side * side) : null;
    this.projection =
        b.skipProjection ? null : child("decoder_projection", Linear.of(in, dim, true));
    for (int i = 0; i < b.numLayers; i++) {
      blocks.add(child("decoder_blocks." + i, b.block(dim)));
    }
    this.norm = b.postDecoderNorm ? child("decoder_norm", b.normLayer.create(dim)) : null;
    long out = Checks.positive("outputDim", b.outputDim);
    this.drawsForPrediction = b.logitProjInit.equals(DEPTH_SCALED);
    this.prediction = child("decoder_pred", Linear.of(dim, out, true));
  }

  @Override
  protected boolean isSampleWise() {
    return dropRates == null;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Predicts.
   *
   * @param x {@code [B, N, in]}
   * @return {@code [B, N, out]}
   */
  @Override
  public Tensor forward(Tensor x) {
    return decode(projected(x), AttentionMask.none());
  }

  /**
   * Predicts; where mask tokens are inserted, for all patches.
   *
   * @param x {@code [B, N, in]}
   * @param mask {@code [B, P]} bool, true for patches that x lacks, or a mask of attention
   * @return {@code [B, N or P, out]}
   */
  public Tensor forward(Tensor x, Tensor mask) {
    return forward(x, AttentionMask.of(mask));
  }

  /** As above, with the mask of a builder. */
  public Tensor forward(Tensor x, AttentionMask mask) {
    Tensor tokens = projected(x);
    Tensor all =
        insertMask && maskToken != null && mask.tensor().isPresent()
            ? Tokens.fillIn(tokens, mask.tensor().get(), maskToken.tensor())
            : tokens;
    return decode(all, mask);
  }

  private Tensor projected(Tensor x) {
    return projection == null ? x : projection.forward(x);
  }

  private Tensor decode(Tensor tokens, AttentionMask mask) {
    Tensor y = dropped(tokens);
    if (posEmbed != null) {
      y = y.add(Tokens.prefix(posEmbed.tensor(), y));
    }
    for (TransformerBlock block : blocks) {
      y = block.forward(y, mask, Positions.sequential());
    }
    return prediction.forward(norm == null ? y : norm.forward(y));
  }

  /** Replaces some tokens by the mask token, in evaluation as well, as the original does. */
  private Tensor dropped(Tensor tokens) {
    if (dropRates == null || maskToken == null) {
      return tokens;
    }
    Tensor drawn = dropRates.tensor().expand(tokens.size(0), -1).bernoulli();
    Tensor chosen = drawn.to(ScalarType.Bool).unsqueeze(-1);
    return torch.where(chosen, maskToken.tensor(), tokens);
  }

  @Override
  protected void initialise() {
    if (posEmbed != null) {
      Init.copy(posEmbed, SinCos.table(posEmbed.shape()[2], 0, side, side).unsqueeze(0));
    }
    if (maskToken != null) {
      Init.constant(maskToken, 0);
    }
    if (dropRates != null) {
      Init.constant(dropRates, dropRate);
    }
    if (drawsForPrediction) { // overwritten below, but these numbers are drawn
      Init.varianceScalingTruncated(prediction.weight(), 1.0 / (1 + blocks.size()));
    }
    new HeadInit(WeightInit.XAVIER, 0.02, 1.0).apply(this);
  }

  /** Parameters of {@link SimpleDecoder}. */
  public static final class Builder {

    private @Nullable AttentionFactory attnTarget;
    private FeedForwardFactory ffnTarget = Mlp.builder();
    private long inputDim = 1024;
    private long numLayers = 6;
    private long embedDim = 512;
    private long outputDim = 768;
    private double mlpRatio = 4;
    private long mlpHiddenDim;
    private long patchSize = 16;
    private long imageSize = 224;
    private NormFactory normLayer = NormFactory.standard();
    private boolean useBias = true;
    private boolean insertMask;
    private boolean disablePosEmbed;
    private boolean skipProjection;
    private boolean postDecoderNorm = true;
    private double patchDropoutRate;
    private String logitProjInit = DEPTH_SCALED;

    private Builder() {}

    /**
     * How the last layer would start, were it not overwritten; {@code fan_in_depth_scaled}, the
     * default, draws random numbers all the same.
     */
    @CanIgnoreReturnValue
    public Builder logitProjInit(String logitProjInit) {
      this.logitProjInit = logitProjInit;
      return this;
    }

    /** Nothing is drawn for the last layer. */
    @CanIgnoreReturnValue
    public Builder withoutLogitProjInit() {
      this.logitProjInit = "";
      return this;
    }

    /** Makes the attention layers. */
    @CanIgnoreReturnValue
    public Builder attnTarget(AttentionFactory attnTarget) {
      this.attnTarget = attnTarget;
      return this;
    }

    /** Makes the feed-forward networks; {@link Mlp} unless set. */
    @CanIgnoreReturnValue
    public Builder ffnTarget(FeedForwardFactory ffnTarget) {
      this.ffnTarget = ffnTarget;
      return this;
    }

    /** Width of the input; 1024 unless set. */
    @CanIgnoreReturnValue
    public Builder inputDim(long inputDim) {
      this.inputDim = inputDim;
      return this;
    }

    /** Number of blocks; 6 unless set. */
    @CanIgnoreReturnValue
    public Builder numLayers(long numLayers) {
      this.numLayers = numLayers;
      return this;
    }

    /** Width inside; 512 unless set. */
    @CanIgnoreReturnValue
    public Builder embedDim(long embedDim) {
      this.embedDim = embedDim;
      return this;
    }

    /** Width of a prediction; 768 unless set. */
    @CanIgnoreReturnValue
    public Builder outputDim(long outputDim) {
      this.outputDim = outputDim;
      return this;
    }

    /** Nominal width of the feed-forward networks over {@code embedDim}; 4 unless set. */
    @CanIgnoreReturnValue
    public Builder mlpRatio(double mlpRatio) {
      this.mlpRatio = mlpRatio;
      return this;
    }

    /** That width itself, which takes precedence over the ratio. */
    @CanIgnoreReturnValue
    public Builder mlpHiddenDim(long mlpHiddenDim) {
      this.mlpHiddenDim = mlpHiddenDim;
      return this;
    }

    /** Height and width of a patch; 16 unless set. */
    @CanIgnoreReturnValue
    public Builder patchSize(long patchSize) {
      this.patchSize = patchSize;
      return this;
    }

    /** Height and width of an image; 224 unless set. */
    @CanIgnoreReturnValue
    public Builder imageSize(long imageSize) {
      this.imageSize = imageSize;
      return this;
    }

    /** Makes the norms; layer norm, eps 1e-6, unless set. */
    @CanIgnoreReturnValue
    public Builder normLayer(NormFactory normLayer) {
      this.normLayer = normLayer;
      return this;
    }

    /** Whether linear layers of the blocks have biases; true unless set. */
    @CanIgnoreReturnValue
    public Builder useBias(boolean useBias) {
      this.useBias = useBias;
      return this;
    }

    /** Whether mask tokens stand for patches that are missing; false unless set. */
    @CanIgnoreReturnValue
    public Builder insertMask(boolean insertMask) {
      this.insertMask = insertMask;
      return this;
    }

    /** Whether positions are left out; false unless set. */
    @CanIgnoreReturnValue
    public Builder disablePosEmbed(boolean disablePosEmbed) {
      this.disablePosEmbed = disablePosEmbed;
      return this;
    }

    /** Whether the input is taken as it is; false unless set. */
    @CanIgnoreReturnValue
    public Builder skipProjection(boolean skipProjection) {
      this.skipProjection = skipProjection;
      return this;
    }

    /** Whether a norm follows the last block; true unless set. */
    @CanIgnoreReturnValue
    public Builder postDecoderNorm(boolean postDecoderNorm) {
      this.postDecoderNorm = postDecoderNorm;
      return this;
    }

    /** Probability that a token is replaced by the mask token; 0 unless set. */
    @CanIgnoreReturnValue
    public Builder patchDropoutRate(double patchDropoutRate) {
      this.patchDropoutRate = patchDropoutRate;
      return this;
    }

    /** Makes the decoder. */
    public SimpleDecoder build() {
      return new SimpleDecoder(this);
    }

    private TransformerBlock block(long dim) {
      return TransformerBlock.builder()
          .embedDim(dim)
          .attnTarget(Checks.given("attnTarget", attnTarget))
          .ffnTarget(ffnTarget)
          .mlpHiddenDim(mlpHiddenDim > 0 ? mlpHiddenDim : (long) (mlpRatio * (double) dim))
          .normLayer(normLayer)
          .useBias(useBias)
          .build();
    }
  }
}
