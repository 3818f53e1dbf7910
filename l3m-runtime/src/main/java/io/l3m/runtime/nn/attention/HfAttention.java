// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Buffer;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Init;
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
    this.layers = b.layers(this, useBias);
    this.settings = new Sdpa.Settings(0.0, b.isCausal, Sdpa.DEFAULT_SCALE, layers.grouped());
    double scale = b.qkScale() == 0 ? Math.pow((double) layers.headDim(), -0.5) : b.qkScale();
    this.steps = b.sdpa ? null : new StepwiseAttention(this, scale, b.attnDrop());
    if (b.isCausal && !b.sdpa) {
      long count = Checks.positive("numPatches", b.numPatches);
      this.causal = transientBuffer("attn_mask", Dtype.BOOL, 1, count, count);
    } else {
      this.causal = null;
    }
  }

  @Override
  protected boolean isSampleWise() {
    return true;
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
  public static final class Builder extends HfBuilder<Builder> implements AttentionFactory {

    private boolean isCausal;
    private boolean sdpa = true;
    private long numPatches;

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** Whether a token sees only itself and those before it; false unless set. */
    @CanIgnoreReturnValue
    public Builder isCausal(boolean isCausal) {
      this.isCausal = isCausal;
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
      return create(useBias());
    }

    @Override
    public HfAttention create(boolean useBias) {
      return new HfAttention(this, useBias);
    }
  }
}
