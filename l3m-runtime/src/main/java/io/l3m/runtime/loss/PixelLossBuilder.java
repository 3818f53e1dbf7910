// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parameters that all losses of pixels in an order of patches have. */
abstract class PixelLossBuilder<S extends PixelLossBuilder<S>> {

  private long patchSize = 16;
  private long imageSize = 224;
  private boolean normPixLoss = true;
  private long[] normPixDim = {-1};
  private @Nullable PatternFactory autoregressivePatternGetter;
  private ElementLoss lossFn = SquaredDifference.builder();

  abstract S self();

  /** Height and width of a patch; 16 unless set. */
  @CanIgnoreReturnValue
  public S patchSize(long patchSize) {
    this.patchSize = patchSize;
    return self();
  }

  /** Height and width of an image; 224 unless set. A video tells its own. */
  @CanIgnoreReturnValue
  public S imageSize(long imageSize) {
    this.imageSize = imageSize;
    return self();
  }

  /** Whether targets have mean 0 and deviation 1; true unless set. */
  @CanIgnoreReturnValue
  public S normPixLoss(boolean normPixLoss) {
    this.normPixLoss = normPixLoss;
    return self();
  }

  /** The dimensions over which they have; the last unless set. */
  @CanIgnoreReturnValue
  public S normPixDim(long... normPixDim) {
    this.normPixDim = normPixDim.clone();
    return self();
  }

  /** The order of patches; raster unless set. */
  @CanIgnoreReturnValue
  public S autoregressivePatternGetter(PatternFactory autoregressivePatternGetter) {
    this.autoregressivePatternGetter = autoregressivePatternGetter;
    return self();
  }

  /** The loss of a pixel; its squared difference unless set. */
  @CanIgnoreReturnValue
  public S lossFn(ElementLoss lossFn) {
    this.lossFn = lossFn;
    return self();
  }

  final long patch() {
    return Checks.positive("patchSize", patchSize);
  }

  /** Patches along a side of an image. */
  final long side() {
    return Checks.positive("imageSize", imageSize) / patch();
  }

  final PixelTargets targets() {
    return new PixelTargets(
        normPixLoss ? Optional.of(normPixDim) : Optional.empty(),
        Optional.ofNullable(autoregressivePatternGetter),
        lossFn);
  }
}
