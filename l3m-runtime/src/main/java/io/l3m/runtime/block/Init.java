// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.block;

import io.l3m.runtime.tensor.Scalars;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * First values of parameters: the formulas of {@code torch.nn.init} and of timm, drawing from the
 * default generator in the same order and arithmetic, so that equal seeds give equal bits.
 *
 * <p>A weight {@code [out, in, …]} has fan-in {@code in · …} and fan-out {@code out · …}.
 */
public final class Init {

  private static final GeneratorOptional DEFAULT_GENERATOR = new GeneratorOptional();

  /** The standard deviation of a standard normal distribution that is cut off at ±2. */
  private static final double TRUNCATED_DEVIATION = 0.8796256610342398;

  private static final long PIECE = 1L << 20;

  private Init() {}

  /** All elements equal. */
  public static void constant(StateTensor target, double value) {
    target.tensor().detach().fill_(Scalars.of(value));
    target.markInitialised();
  }

  /** The elements of {@code values}, whose shape is the target's. */
  public static void copy(StateTensor target, Tensor values) {
    target.tensor().detach().copy_(values);
    target.markInitialised();
  }

  /** Uniform on [low, high). */
  public static void uniform(StateTensor target, double low, double high) {
    target.tensor().detach().uniform_(low, high, DEFAULT_GENERATOR);
    target.markInitialised();
  }

  /** Normal with mean 0. */
  public static void normal(StateTensor target, double deviation) {
    target.tensor().detach().normal_(0.0, deviation, DEFAULT_GENERATOR);
    target.markInitialised();
  }

  /** Normal with mean 0, cut off at the absolute values ±2 (timm's {@code trunc_normal_}). */
  public static void truncatedNormal(StateTensor target, double deviation) {
    double low = (1.0 + erf((-2.0 / deviation) / Math.sqrt(2.0))) / 2.0;
    double high = (1.0 + erf((2.0 / deviation) / Math.sqrt(2.0))) / 2.0;
    Tensor values = target.tensor().detach();
    values.uniform_(2.0 * low - 1.0, 2.0 * high - 1.0, DEFAULT_GENERATOR);
    inverseErrorFunction(values);
    values.mul_(Scalars.of(deviation * Math.sqrt(2.0)));
    values.add_(Scalars.of(0.0));
    values.clamp_(new ScalarOptional(Scalars.of(-2.0)), new ScalarOptional(Scalars.of(2.0)));
    target.markInitialised();
  }

  /** Uniform within ±√(6 / (fan-in + fan-out)) (Glorot and Bengio 2010). */
  public static void xavierUniform(StateTensor target) {
    xavierUniform(target, fanIn(target.shape()), fanOut(target.shape()));
  }

  /** As {@link #xavierUniform(StateTensor)} for a weight that is seen as {@code [out, rest]}. */
  public static void xavierUniformFlattened(StateTensor target) {
    long rows = target.shape()[0];
    xavierUniform(target, target.count() / rows, rows);
  }

  private static void xavierUniform(StateTensor target, long fanIn, long fanOut) {
    double deviation = 1.0 * Math.sqrt(2.0 / (double) (fanIn + fanOut));
    double bound = Math.sqrt(3.0) * deviation;
    uniform(target, -bound, bound);
  }

  /**
   * Uniform within ±1/√fan-in, in the arithmetic of PyTorch's own layers (He et al. 2015). A weight
   * without inputs has nothing to draw.
   */
  public static void kaimingUniform(StateTensor target) {
    if (target.count() == 0) {
      target.markInitialised();
      return;
    }
    double slope = Math.sqrt(5.0);
    double gain = Math.sqrt(2.0 / (1.0 + slope * slope));
    double deviation = gain / Math.sqrt((double) fanIn(target.shape()));
    double bound = Math.sqrt(3.0) * deviation;
    uniform(target, -bound, bound);
  }

  /** Normal with variance gain²/fan-in; the gain of a rectifier is √2, of a plain layer 1. */
  public static void kaimingNormal(StateTensor target, double gain) {
    normal(target, gain / Math.sqrt((double) fanIn(target.shape())));
  }

  /** Uniform within ±1/√fanIn: a bias whose weight has this fan-in; 0 draws nothing. */
  public static void defaultBias(StateTensor target, long fanIn) {
    double bound = fanIn > 0 ? 1.0 / Math.sqrt((double) fanIn) : 0.0;
    uniform(target, -bound, bound);
  }

  /**
   * Normal with variance scale/fan-in, cut off at two standard deviations (timm's {@code
   * variance_scaling_} with {@code fan_in} and {@code truncated_normal}).
   */
  public static void varianceScalingTruncated(StateTensor target, double scale) {
    double variance = scale / (double) fanIn(target.shape());
    truncatedNormal(target, 1.0);
    Tensor values = target.tensor().detach();
    values.mul_(Scalars.of(Math.sqrt(variance) / TRUNCATED_DEVIATION));
    values.add_(Scalars.of(0.0));
  }

  /** Normal with variance scale/fan-in. */
  public static void varianceScalingNormal(StateTensor target, double scale) {
    normal(target, Math.sqrt(scale / (double) fanIn(target.shape())));
  }

  /** Divides what an earlier rule has set. */
  public static void divide(StateTensor target, double divisor) {
    target.tensor().detach().div_(Scalars.of(divisor));
  }

  /** The number of inputs that each output of a weight sums over. */
  public static long fanIn(long[] shape) {
    requireMatrix(shape);
    return shape[1] * receptiveField(shape);
  }

  /** The number of outputs that each input of a weight takes part in. */
  public static long fanOut(long[] shape) {
    requireMatrix(shape);
    return shape[0] * receptiveField(shape);
  }

  private static long receptiveField(long[] shape) {
    long field = 1;
    for (int i = 2; i < shape.length; i++) {
      field *= shape[i];
    }
    return field;
  }

  private static void requireMatrix(long[] shape) {
    if (shape.length < 2) {
      throw new IllegalArgumentException("Only weights of two or more dimensions have a fan-in");
    }
  }

  /**
   * Computed in float64 and rounded once: PyTorch's own builds take this function from a library
   * that rounds correctly, and libtorch's replacement for it in float32 is off by several units.
   */
  private static void inverseErrorFunction(Tensor values) {
    Tensor flat = values.view(-1);
    long count = flat.size(0);
    for (long start = 0; start < count; start += PIECE) {
      try (TensorScope scope = TensorScope.open()) {
        Tensor piece = flat.narrow(0, start, Math.min(PIECE, count - start));
        piece.copy_(piece.to(ScalarType.Double).erfinv_());
      }
    }
  }

  private static double erf(double x) {
    return Tensors.item(
        torch.full(new long[0], Scalars.of(x), new TensorOptions(ScalarType.Double)).erf_());
  }
}
