// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.vision;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.norm.Norm;
import io.l3m.runtime.nn.norm.NormFactory;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parameters that both patchifiers have. */
abstract class PatchEmbedBuilder<S extends PatchEmbedBuilder<S>> {

  private long[] imgSize = {224};
  private long[] patchSize = {16};
  private long inChans = 3;
  private long embedDim = 768;
  private @Nullable NormFactory normLayer;
  private boolean useBias = true;

  abstract S self();

  /** Height and width of images, or one number for both; 224 unless set. */
  @CanIgnoreReturnValue
  public S imgSize(long... imgSize) {
    this.imgSize = imgSize.clone();
    return self();
  }

  /** Height and width of patches, or one number for both; 16 unless set. */
  @CanIgnoreReturnValue
  public S patchSize(long... patchSize) {
    this.patchSize = patchSize.clone();
    return self();
  }

  /** Channels of images; 3 unless set. */
  @CanIgnoreReturnValue
  public S inChans(long inChans) {
    this.inChans = inChans;
    return self();
  }

  /** Width of the tokens; 768 unless set. */
  @CanIgnoreReturnValue
  public S embedDim(long embedDim) {
    this.embedDim = embedDim;
    return self();
  }

  /** Normalises the tokens; nothing does unless set. */
  @CanIgnoreReturnValue
  public S normLayer(NormFactory normLayer) {
    this.normLayer = normLayer;
    return self();
  }

  /** Whether the projection has biases; true unless set. */
  @CanIgnoreReturnValue
  public S useBias(boolean useBias) {
    this.useBias = useBias;
    return self();
  }

  final PatchGeometry geometry() {
    return PatchGeometry.of(imgSize, patchSize);
  }

  final long channels() {
    return Checks.positive("inChans", inChans);
  }

  final long width() {
    return Checks.positive("embedDim", embedDim);
  }

  final Optional<Norm> norm() {
    return Optional.ofNullable(normLayer).map(factory -> factory.create(embedDim));
  }

  final boolean hasBias() {
    return useBias;
  }
}
