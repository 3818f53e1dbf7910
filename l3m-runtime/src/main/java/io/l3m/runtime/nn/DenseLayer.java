// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn;

import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Parameter;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * y = x · weightᵀ + bias on the last dimension; the rules that initialise all linear layers below a
 * block mean this class.
 */
public abstract class DenseLayer extends Layer {

  private static final TensorOptional ABSENT = new TensorOptional();

  private final long inFeatures;
  private final Parameter weight; // [out, in]
  private final @Nullable Parameter bias; // [out]

  /** Registers weight and bias. */
  @SuppressWarnings("this-escape") // registering a parameter calls nothing that can be overridden
  protected DenseLayer(long inFeatures, long outFeatures, boolean useBias) {
    this.inFeatures = inFeatures;
    this.weight = parameter("weight", outFeatures, inFeatures);
    this.bias = useBias ? parameter("bias", outFeatures) : null;
  }

  @Override
  protected final boolean isSampleWise() {
    return true;
  }

  /** The weight, {@code [out, in]}. */
  public final Parameter weight() {
    return weight;
  }

  /** The bias, {@code [out]}, if there is one. */
  public final Optional<Parameter> bias() {
    return Optional.ofNullable(bias);
  }

  /**
   * Applies the layer.
   *
   * @param x {@code [..., in]}
   * @return {@code [..., out]}
   */
  @Override
  public Tensor forward(Tensor x) {
    return torch.linear(x, weight.tensor(), biasOrAbsent());
  }

  /** The bias as an operator takes it. */
  protected final TensorOptional biasOrAbsent() {
    return bias == null ? ABSENT : bias.optional();
  }

  /** The default of PyTorch: both uniform within ±1/√in. */
  @Override
  protected void initialise() {
    Init.kaimingUniform(weight);
    if (bias != null) {
      Init.defaultBias(bias, inFeatures);
    }
  }
}
