// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.vision;

import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.nn.Layer;
import org.bytedeco.pytorch.Tensor;

/** Cuts images into patches and makes one token of each, row by row. */
public abstract sealed class Patchifier extends Layer permits PatchEmbed, PatchEmbedLinear {

  private final long width;
  private final PatchGeometry geometry;

  Patchifier(PatchEmbedBuilder<?> b) {
    this.width = b.width();
    this.geometry = b.geometry();
  }

  final PatchGeometry geometry() {
    return geometry;
  }

  /** Width of the tokens. */
  public final long embedDim() {
    return width;
  }

  /** Rows and columns of patches of an image of the nominal size. */
  public final long[] grid() {
    return geometry.grid();
  }

  /** The number of patches of an image of the nominal size. */
  public final long patches() {
    long[] grid = geometry.grid();
    return grid[0] * grid[1];
  }

  /** The tokens before the norm, for owners that normalise later. */
  abstract Tensor project(Tensor image);

  /** The norm at the end; the input itself if there is none. */
  abstract Tensor normalise(Tensor tokens);

  /** The weight that makes tokens of patches, {@code [D, …]}. */
  abstract Parameter projectionWeight();

  /**
   * Makes tokens.
   *
   * @param x images, {@code [B, C, height, width]}
   * @return {@code [B, patches, D]}
   */
  @Override
  public final Tensor forward(Tensor x) {
    return normalise(project(x));
  }
}
