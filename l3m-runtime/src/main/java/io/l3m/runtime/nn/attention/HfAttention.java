// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Buffer;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Init;
import io.l3m.runtime.nn.norm.NormFactory;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Dtype;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Attention in the layout of Hugging Face's models, by the fused kernel or step by step. */
public final class HfAttention extends SelfAttention {

  private final HfLayers layers;
  private final Sdpa.Settings settings;
  private final @Nullable StepwiseAttention steps;
  private final @Nullable Buffer causal; // [1, P, P] bool

  private HfAttention(Builder b, boolean useBias) {
    HfLayers.Widths widths = new HfLayers.Widths(b.dim, b.numHeads, b.headDim, b.numKeyValueHeads);
    this.layers =
        new HfLayers(
            this,
            widths,
            new HfLayers.Biases(b.qkvBias, useBias),
            new HeadTransform.Parts(b.qkNorm, b.ropePosEmbed),
            b.projDrop);
    this.settings = new Sdpa.Settings(0.0, b.isCausal, Sdpa.DEFAULT_SCALE, layers.grouped());
    double scale = b.qkScale == 0 ? Math.pow((double) layers.headDim(), -0.5) : b.qkScale;
    this.steps = b.sdpa ? null : new StepwiseAttention(this, scale, b.attnDrop);
    if (b.isCausal && !b.sdpa) {
      long count = Checks.positive("numPatches", b.numPatches);
      this.causal = transientBuffer("attn_mask", Dtype.BOOL, 1, count, count);
    } else {
      this.causal = null;
    }
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x, AttentionMask mask, Positions positions) {
    FusedProjection.Heads parts = layers.split(x, positions);
    if (steps == null) {
      AttentionMask none = AttentionMask.none();
      return layers.join(Sdpa.attend(parts.query(), parts.key(), parts.value(), none, settings));
    }
    Optional<Tensor> hidden =
        Optional.ofNullable(causal).map(allowed -> allowed.tensor().logical_not());
    return layers.join(steps.attend(layers.repeated(parts), hidden));
  }

  @Override
  protected void initialise() {
    if (causal != null) {
      Init.copy(causal, Causal.allowed(causal.shape()[1], Device.of(causal.tensor())));
    }
  }

  /** Parameters of {@link HfAttention}. */
  public static final class Builder implements AttentionFactory {

    private long dim;
    private long numHeads = 8;
    private boolean qkvBias;
    private double qkScale;
    private double attnDrop;
    private double projDrop;
    private boolean useBias = true;
    private long headDim;
    private boolean isCausal;
    private long numKeyValueHeads;
    private @Nullable Rope ropePosEmbed;
    private @Nullable NormFactory qkNorm;
    private boolean sdpa = true;
    private long numPatches;

    private Builder() {}

    /** Width of the tokens. */
    @CanIgnoreReturnValue
    public Builder dim(long dim) {
      this.dim = dim;
      return this;
    }

    /** Number of query heads; 8 unless set. */
    @CanIgnoreReturnValue
    public Builder numHeads(long numHeads) {
      this.numHeads = numHeads;
      return this;
    }

    /** Whether queries, keys and values have biases; false unless set. */
    @CanIgnoreReturnValue
    public Builder qkvBias(boolean qkvBias) {
      this.qkvBias = qkvBias;
      return this;
    }

    /** Factor of the logits of the stepwise path; 1/√headDim unless set. */
    @CanIgnoreReturnValue
    public Builder qkScale(double qkScale) {
      this.qkScale = qkScale;
      return this;
    }

    /** Dropout of the weights of the stepwise path, in training only. */
    @CanIgnoreReturnValue
    public Builder attnDrop(double attnDrop) {
      this.attnDrop = attnDrop;
      return this;
    }

    /** Dropout of the result, in training only. */
    @CanIgnoreReturnValue
    public Builder projDrop(double projDrop) {
      this.projDrop = projDrop;
      return this;
    }

    /** Whether the projection of the result has a bias; true unless set. */
    @CanIgnoreReturnValue
    public Builder useBias(boolean useBias) {
      this.useBias = useBias;
      return this;
    }

    /** Width of a head; {@code dim / numHeads} unless set. */
    @CanIgnoreReturnValue
    public Builder headDim(long headDim) {
      this.headDim = headDim;
      return this;
    }

    /** Whether a token sees only itself and those before it; false unless set. */
    @CanIgnoreReturnValue
    public Builder isCausal(boolean isCausal) {
      this.isCausal = isCausal;
      return this;
    }

    /** Number of key and value heads; as many as query heads unless set. */
    @CanIgnoreReturnValue
    public Builder numKeyValueHeads(long numKeyValueHeads) {
      this.numKeyValueHeads = numKeyValueHeads;
      return this;
    }

    /** Rotary positions, shared by all layers made here. */
    @CanIgnoreReturnValue
    public Builder ropePosEmbed(Rope ropePosEmbed) {
      this.ropePosEmbed = ropePosEmbed;
      return this;
    }

    /** Normalises queries and keys within each head. */
    @CanIgnoreReturnValue
    public Builder qkNorm(NormFactory qkNorm) {
      this.qkNorm = qkNorm;
      return this;
    }

    /** Whether the fused kernel is used rather than single steps; true unless set. */
    @CanIgnoreReturnValue
    public Builder sdpa(boolean sdpa) {
      this.sdpa = sdpa;
      return this;
    }

    /** The number of tokens, exactly, which the causal stepwise path needs. */
    @CanIgnoreReturnValue
    public Builder numPatches(long numPatches) {
      this.numPatches = numPatches;
      return this;
    }

    /** Makes the layer. */
    public HfAttention build() {
      return create(useBias);
    }

    @Override
    public HfAttention create(boolean useBias) {
      return new HfAttention(this, useBias);
    }
  }
}
