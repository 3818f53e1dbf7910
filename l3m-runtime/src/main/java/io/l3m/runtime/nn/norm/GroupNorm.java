// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.norm;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.nn.Layer;
import io.l3m.runtime.tensor.TensorScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * y = weight · (x - mean) / √(variance + eps) + bias, mean and variance those of a sample's group
 * of channels (Wu and He 2018, https://arxiv.org/abs/1803.08494).
 */
public final class GroupNorm extends Layer {

  private static final TensorOptional ABSENT = TensorScope.immortal(new TensorOptional());

  private final long groups;
  private final double eps;
  private final @Nullable Parameter weight; // [C]
  private final @Nullable Parameter bias; // [C]

  private GroupNorm(Builder b) {
    this.groups = Checks.positive("numGroups", b.numGroups);
    long channels = Checks.positive("numChannels", b.numChannels);
    Checks.that(
        channels % groups == 0,
        "`numGroups` (%d) must divide `numChannels` (%d)".formatted(groups, channels));
    this.eps = b.eps;
    this.weight = b.affine ? parameter("weight", channels) : null;
    this.bias = b.affine ? parameter("bias", channels) : null;
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
   * Normalises.
   *
   * @param x {@code [B, C, ...]}
   */
  @Override
  public Tensor forward(Tensor x) {
    TensorOptional gain = weight == null ? ABSENT : weight.optional();
    TensorOptional shift = bias == null ? ABSENT : bias.optional();
    return torch.group_norm(x, groups, gain, shift, eps, true);
  }

  @Override
  protected void initialise() {
    if (weight != null && bias != null) {
      Init.constant(weight, 1);
      Init.constant(bias, 0);
    }
  }

  /** Parameters of {@link GroupNorm}. */
  public static final class Builder {

    private long numGroups;
    private long numChannels;
    private double eps = 1e-5;
    private boolean affine = true;

    private Builder() {}

    /** The number of groups. */
    @CanIgnoreReturnValue
    public Builder numGroups(long numGroups) {
      this.numGroups = numGroups;
      return this;
    }

    /** The number of channels, which the groups share evenly. */
    @CanIgnoreReturnValue
    public Builder numChannels(long numChannels) {
      this.numChannels = numChannels;
      return this;
    }

    /** Added to the variance; 1e-5 unless set. */
    @CanIgnoreReturnValue
    public Builder eps(double eps) {
      this.eps = eps;
      return this;
    }

    /** Whether each channel has a weight and a bias; true unless set. */
    @CanIgnoreReturnValue
    public Builder affine(boolean affine) {
      this.affine = affine;
      return this;
    }

    /** Makes the layer. */
    public GroupNorm build() {
      return new GroupNorm(this);
    }
  }
}
