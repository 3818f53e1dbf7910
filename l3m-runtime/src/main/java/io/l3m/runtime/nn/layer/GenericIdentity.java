// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.layer;

import io.l3m.runtime.nn.Layer;
import io.l3m.runtime.nn.attention.AttentionFactory;
import io.l3m.runtime.nn.attention.AttentionMask;
import io.l3m.runtime.nn.attention.CrossAttention;
import io.l3m.runtime.nn.attention.CrossAttentionFactory;
import io.l3m.runtime.nn.attention.Positions;
import io.l3m.runtime.nn.attention.SelfAttention;
import io.l3m.runtime.nn.ffn.FeedForward;
import io.l3m.runtime.nn.ffn.FeedForwardFactory;
import io.l3m.runtime.nn.ffn.FeedForwardSpec;
import org.bytedeco.pytorch.Tensor;

/** Returns its first input, also in the place of attention or of a feed-forward network. */
public final class GenericIdentity extends Layer {

  private GenericIdentity() {}

  @Override
  protected boolean isSampleWise() {
    return true;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Tensor forward(Tensor x) {
    return x;
  }

  private static final class Self extends SelfAttention {
    @Override
    public Tensor forward(Tensor x, AttentionMask mask, Positions positions) {
      return x;
    }
  }

  private static final class Cross extends CrossAttention {
    @Override
    public Tensor forward(Tensor queries, Tensor keys, Tensor values) {
      return queries;
    }
  }

  private static final class Network extends FeedForward {
    @Override
    public Tensor forward(Tensor x) {
      return x;
    }
  }

  /** Parameters of {@link GenericIdentity}: none. */
  public static final class Builder
      implements AttentionFactory, CrossAttentionFactory, FeedForwardFactory {

    private Builder() {}

    /** Makes the layer. */
    public GenericIdentity build() {
      return new GenericIdentity();
    }

    @Override
    public SelfAttention create(boolean useBias) {
      return new Self();
    }

    @Override
    public CrossAttention createCross(boolean useBias) {
      return new Cross();
    }

    @Override
    public FeedForward create(FeedForwardSpec spec) {
      return new Network();
    }
  }
}
