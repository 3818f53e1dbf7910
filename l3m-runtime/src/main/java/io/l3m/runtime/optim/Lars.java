// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.tensor.Ops;
import io.l3m.runtime.tensor.Scalars;
import io.l3m.runtime.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Gradient descent whose step follows the size of each layer's weights (You et al. 2017,
 * https://arxiv.org/abs/1708.03888): g ← (g + λ · p) · η · ‖p‖ / ‖g + λ · p‖, then μ ← m · μ + g
 * and p ← p - lr · μ. Parameters of one dimension, and those whose norm or whose gradient's norm is
 * 0, keep their gradient's size; those of one dimension do not decay either.
 */
public final class Lars {

  private final double momentum;
  private final double trustCoefficient;

  private Lars(Builder b) {
    momentum = Checks.notNegative("momentum", b.momentum);
    trustCoefficient = b.trustCoefficient;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  private void update(Members members, double learningRate) {
    List<Tensor> directions = new ArrayList<>(members.gradientTensors());
    List<Integer> layers = layers(members.parameterTensors());
    if (!layers.isEmpty()) {
      List<Tensor> scaled = scaled(members, layers);
      for (int i = 0; i < scaled.size(); i++) {
        directions.set(layers.get(i), scaled.get(i));
      }
    }
    IValue kept = members.remembered("mu");
    Foreach.mulTo(kept, momentum);
    Foreach.addTo(kept, Ops.list(directions), 1);
    Foreach.addTo(members.parameters(), kept, -learningRate);
  }

  /** The indices of the parameters with more than one dimension. */
  private static List<Integer> layers(List<Tensor> parameters) {
    return IntStream.range(0, parameters.size())
        .filter(i -> parameters.get(i).dim() > 1)
        .boxed()
        .toList();
  }

  private List<Tensor> scaled(Members members, List<Integer> layers) {
    IValue weights = Ops.list(layers.stream().map(members.parameterTensors()::get).toList());
    IValue gradients = Ops.list(layers.stream().map(members.gradientTensors()::get).toList());
    IValue decaying = Foreach.add(gradients, weights, members.weightDecay());
    Tensor weightNorms = Tensors.stack(Foreach.norms(weights));
    Tensor gradientNorms = Tensors.stack(Foreach.norms(decaying));
    Tensor trust = weightNorms.div(gradientNorms).mul(Scalars.of(trustCoefficient));
    Tensor usable = weightNorms.gt(Scalars.of(0.0)).logical_and(gradientNorms.gt(Scalars.of(0.0)));
    Tensor factors = torch.where(usable, trust, torch.ones_like(trust));
    return Foreach.tensors(Foreach.mul(decaying, Foreach.list(factors.unbind(0))));
  }

  /** Parameters of {@link Lars}. */
  public static final class Builder extends OptimizerBuilder<Builder> {

    private double momentum = 0.9;
    private double trustCoefficient = 0.001;

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** The share of the last direction that is kept; 0.9 unless set. */
    @CanIgnoreReturnValue
    public Builder momentum(double momentum) {
      this.momentum = momentum;
      return this;
    }

    /** η, the size of a step relative to that of the weights; 0.001 unless set. */
    @CanIgnoreReturnValue
    public Builder trustCoefficient(double trustCoefficient) {
      this.trustCoefficient = trustCoefficient;
      return this;
    }

    @Override
    public Optimizer create(List<ParameterGroup> groups) {
      return new RememberingOptimizer(groups, List.of("mu"), new Lars(this)::update);
    }
  }
}
