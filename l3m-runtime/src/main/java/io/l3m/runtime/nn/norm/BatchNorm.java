// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.norm;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Buffer;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.nn.Layer;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.Scalars;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * y = weight · (x - mean) / √(variance + eps) + bias for each channel: mean and variance are those
 * of the batch in training, and running averages of them in evaluation (Ioffe and Szegedy 2015,
 * https://arxiv.org/abs/1502.03167).
 */
abstract sealed class BatchNorm extends Layer permits BatchNorm1d, BatchNorm2d, SyncBatchNorm {

  private static final TensorOptional ABSENT = TensorScope.immortal(new TensorOptional());

  private final @Nullable Parameter weight; // [C]
  private final @Nullable Parameter bias; // [C]
  private final @Nullable Buffer runningMean; // [C]
  private final @Nullable Buffer runningVariance; // [C]
  private final @Nullable Buffer batches; // []
  private final double eps;
  private final OptionalDouble momentum;

  BatchNorm(Builder<?> b) {
    long count = Checks.positive("numFeatures", b.numFeatures);
    this.weight = b.affine ? parameter("weight", count) : null;
    this.bias = b.affine ? parameter("bias", count) : null;
    boolean track = b.trackRunningStats;
    this.runningMean = track ? persistentBuffer("running_mean", Dtype.FLOAT32, count) : null;
    this.runningVariance = track ? persistentBuffer("running_var", Dtype.FLOAT32, count) : null;
    this.batches = track ? persistentBuffer("num_batches_tracked", Dtype.INT64) : null;
    this.eps = b.eps;
    this.momentum = b.momentum;
  }

  @Override
  public final Tensor forward(Tensor x) {
    boolean byBatch = isTraining() || runningMean == null;
    double share = momentum.orElse(0.0);
    if (isTraining() && batches != null) {
      batches.tensor().add_(Scalars.of(1L));
      share = momentum.orElseGet(() -> 1.0 / Tensors.item(batches.tensor()));
    }
    return torch.batch_norm(
        x,
        weight == null ? ABSENT : weight.optional(),
        bias == null ? ABSENT : bias.optional(),
        runningMean == null ? ABSENT : runningMean.optional(),
        runningVariance == null ? ABSENT : runningVariance.optional(),
        byBatch,
        share,
        eps,
        true);
  }

  @Override
  protected void initialise() {
    if (runningMean != null && runningVariance != null && batches != null) {
      Init.constant(runningMean, 0);
      Init.constant(runningVariance, 1);
      Init.constant(batches, 0);
    }
    if (weight != null && bias != null) {
      Init.constant(weight, 1);
      Init.constant(bias, 0);
    }
  }

  /** The parameters that all batch norms have. */
  abstract static class Builder<S extends Builder<S>> {

    private long numFeatures;
    private double eps = 1e-5;
    private OptionalDouble momentum = OptionalDouble.of(0.1);
    private boolean affine = true;
    private boolean trackRunningStats = true;

    abstract S self();

    /** The number of channels. */
    @CanIgnoreReturnValue
    public S numFeatures(long numFeatures) {
      this.numFeatures = numFeatures;
      return self();
    }

    /** Added to the variance; 1e-5 unless set. */
    @CanIgnoreReturnValue
    public S eps(double eps) {
      this.eps = eps;
      return self();
    }

    /** The share of each batch in the running averages; 0.1 unless set. */
    @CanIgnoreReturnValue
    public S momentum(double momentum) {
      this.momentum = OptionalDouble.of(momentum);
      return self();
    }

    /** All batches so far count alike; their number is read from the device in each step. */
    @CanIgnoreReturnValue
    public S withoutMomentum() {
      this.momentum = OptionalDouble.empty();
      return self();
    }

    /** Whether there are a weight and a bias; true unless set. */
    @CanIgnoreReturnValue
    public S affine(boolean affine) {
      this.affine = affine;
      return self();
    }

    /** Whether running averages are kept; true unless set. */
    @CanIgnoreReturnValue
    public S trackRunningStats(boolean trackRunningStats) {
      this.trackRunningStats = trackRunningStats;
      return self();
    }
  }
}
