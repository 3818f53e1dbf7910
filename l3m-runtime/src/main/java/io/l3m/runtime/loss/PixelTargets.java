// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import io.l3m.runtime.loss.LossValue.Kind;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Scalars;
import io.l3m.runtime.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** What the pixel losses have in common: which targets are compared, and how. */
final class PixelTargets {

  private static final double EPS = 1e-6;

  private final Optional<long[]> normalisedDims;
  private final Optional<PatternFactory> pattern;
  private final ElementLoss loss;

  PixelTargets(
      Optional<long[]> normalisedDims, Optional<PatternFactory> pattern, ElementLoss loss) {
    this.normalisedDims = normalisedDims;
    this.pattern = pattern;
    this.loss = loss;
  }

  /** Predictions and targets in the same order, targets normalised. */
  record Aligned(Tensor prediction, Tensor target) {}

  /**
   * Aligns.
   *
   * @param patches {@code [B, P, C]}; the last of them where there are fewer predictions
   */
  Aligned align(Tensor prediction, Tensor patches) {
    long count = prediction.size(1);
    Tensor targets =
        patches.size(1) == count ? patches : patches.narrow(1, patches.size(1) - count, count);
    Tensor predictions = prediction;
    if (pattern.isPresent()) {
      long[] order = pattern.get().permutation();
      Tensor index = Tensors.to(Tensors.ofLongs(order, order.length), Device.of(targets));
      targets = targets.index_select(1, index);
      predictions = predictions.index_select(1, index);
    }
    return new Aligned(predictions, normalised(targets));
  }

  private Tensor normalised(Tensor targets) {
    if (normalisedDims.isEmpty()) {
      return targets;
    }
    long[] dims = normalisedDims.get();
    Tensor mean = targets.mean(dims, true, new ScalarTypeOptional());
    Tensor variance = torch.var(targets, dims, true, true);
    return targets.sub(mean).div(variance.add(Scalars.of(EPS)).sqrt());
  }

  /** The loss of each patch when each prediction is of the patch {@code shift} places ahead. */
  Tensor shifted(Aligned pair, long shift) {
    long count = pair.target().size(1) - shift;
    Tensor target = pair.target().narrow(1, shift, count);
    Tensor prediction = pair.prediction().narrow(1, 0, count);
    return loss.compute(prediction, target).mean(-1L);
  }

  /** A mean, and how that of a batch follows from those of its parts. */
  record Mean(Tensor value, Kind kind) {}

  /**
   * The mean of the losses, or of those that a mask names.
   *
   * @param losses {@code [B, N]}
   */
  static Mean mean(Tensor losses, Optional<Tensor> mask, long shift) {
    if (mask.isEmpty()) {
      return new Mean(losses.mean(), new Kind.MeanOfSamples());
    }
    if (shift == 0) {
      throw new IllegalArgumentException("A mask needs a `blockSize` of at least 1");
    }
    return maskedMean(losses, mask.get().narrow(1, shift, losses.size(1)));
  }

  /**
   * The mean of the losses that count.
   *
   * @param mask {@code [B, N]} true, or 1, for those
   */
  static Mean maskedMean(Tensor losses, Tensor mask) {
    Tensor count = mask.sum();
    return new Mean(losses.mul(mask).sum().div(count), new Kind.MeanOfCounted(count));
  }

  /** The loss; targets that are normalised over the samples need these as a whole. */
  LossValue reported(String name, Mean mean) {
    boolean apart =
        normalisedDims.stream().flatMapToLong(Arrays::stream).noneMatch(dim -> dim % 3 == 0);
    Kind kind = apart ? mean.kind() : new Kind.Whole();
    return new LossValue(mean.value(), List.of(new Measure(name, mean.value().detach())), kind);
  }
}
