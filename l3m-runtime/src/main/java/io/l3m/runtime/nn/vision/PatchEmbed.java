// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.vision;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Block;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.nn.norm.Norm;
import io.l3m.runtime.nn.norm.NormFactory;
import io.l3m.runtime.tensor.TensorScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * One token per patch by a convolution whose filters have the size of a patch (Dosovitskiy et al.
 * 2020, https://arxiv.org/abs/2010.11929). Since the patches do not overlap, it is computed as one
 * matrix product.
 */
public final class PatchEmbed extends Patchifier {

  private final PatchGeometry geometry;
  private final Projection projection;
  private final @Nullable Norm norm;

  /** The parameters of the convolution. */
  private static final class Projection extends Block {

    private static final TensorOptional ABSENT = TensorScope.immortal(new TensorOptional());

    private final Parameter weight; // [D, C, h, w]
    private final @Nullable Parameter bias; // [D]

    Projection(long width, long channels, PatchGeometry geometry, boolean useBias) {
      this.weight =
          parameter("weight", width, channels, geometry.patchHeight(), geometry.patchWidth());
      this.bias = useBias ? parameter("bias", width) : null;
    }

    @Override
    protected boolean isSampleWise() {
      return true;
    }

    Tensor forward(Tensor patches) {
      Tensor matrix = weight.tensor().flatten(1, -1);
      return torch.linear(patches, matrix, bias == null ? ABSENT : bias.optional());
    }

    @Override
    protected void initialise() {
      Init.kaimingUniform(weight);
      if (bias != null) {
        Init.defaultBias(bias, Init.fanIn(weight.shape()));
      }
    }
  }

  private PatchEmbed(Builder b, PatchGeometry geometry) {
    super(Checks.positive("embedDim", b.embedDim), geometry.grid());
    this.geometry = geometry;
    long channels = Checks.positive("inChans", b.inChans);
    this.projection = child("proj", new Projection(b.embedDim, channels, geometry, b.useBias));
    this.norm = b.normLayer == null ? null : child("norm", b.normLayer.create(b.embedDim));
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
  Tensor project(Tensor image) {
    return projection.forward(geometry.patches(image));
  }

  @Override
  Tensor normalise(Tensor tokens) {
    return norm == null ? tokens : norm.forward(tokens);
  }

  @Override
  Parameter projectionWeight() {
    return projection.weight;
  }

  /** Parameters of {@link PatchEmbed}. */
  public static final class Builder {

    private long[] imgSize = {224};
    private long[] patchSize = {16};
    private long inChans = 3;
    private long embedDim = 768;
    private @Nullable NormFactory normLayer;
    private boolean useBias = true;

    private Builder() {}

    /** Height and width of images, or one number for both; 224 unless set. */
    @CanIgnoreReturnValue
    public Builder imgSize(long... imgSize) {
      this.imgSize = imgSize.clone();
      return this;
    }

    /** Height and width of patches, or one number for both; 16 unless set. */
    @CanIgnoreReturnValue
    public Builder patchSize(long... patchSize) {
      this.patchSize = patchSize.clone();
      return this;
    }

    /** Channels of images; 3 unless set. */
    @CanIgnoreReturnValue
    public Builder inChans(long inChans) {
      this.inChans = inChans;
      return this;
    }

    /** Width of the tokens; 768 unless set. */
    @CanIgnoreReturnValue
    public Builder embedDim(long embedDim) {
      this.embedDim = embedDim;
      return this;
    }

    /** Normalises the tokens; nothing does unless set. */
    @CanIgnoreReturnValue
    public Builder normLayer(NormFactory normLayer) {
      this.normLayer = normLayer;
      return this;
    }

    /** Whether the convolution has biases; true unless set. */
    @CanIgnoreReturnValue
    public Builder useBias(boolean useBias) {
      this.useBias = useBias;
      return this;
    }

    /** Makes the patchifier. */
    public PatchEmbed build() {
      return new PatchEmbed(this, PatchGeometry.of(imgSize, patchSize));
    }
  }
}
