// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.vision;

import io.l3m.runtime.block.Block;
import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.nn.norm.Norm;
import io.l3m.runtime.tensor.TensorScope;
import java.util.Optional;
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

  private final Projection projection;
  private final Optional<Norm> norm;

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

  private PatchEmbed(Builder b) {
    super(b);
    this.projection =
        child("proj", new Projection(embedDim(), b.channels(), geometry(), b.hasBias()));
    this.norm = b.norm().map(layer -> child("norm", layer));
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
    return projection.forward(geometry().patches(image));
  }

  @Override
  Tensor normalise(Tensor tokens) {
    return norm.map(layer -> layer.forward(tokens)).orElse(tokens);
  }

  @Override
  Parameter projectionWeight() {
    return projection.weight;
  }

  /** Parameters of {@link PatchEmbed}. */
  public static final class Builder extends PatchEmbedBuilder<Builder> {

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** Makes the patchifier. */
    public PatchEmbed build() {
      return new PatchEmbed(this);
    }
  }
}
