// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.block;

import io.l3m.runtime.tensor.Dtype;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/** A tensor of weights, trained unless it is frozen. */
public final class Parameter extends StateTensor {

  private boolean trainable;

  Parameter(String localName, boolean trainable, long[] shape) {
    super(localName, Dtype.FLOAT32, shape);
    this.trainable = trainable;
  }

  /** True if gradients are computed for it. */
  public boolean trainable() {
    return trainable;
  }

  /** Freezes or unfreezes it. */
  public void setTrainable(boolean trainable) {
    this.trainable = trainable;
    if (isAllocated()) {
      tensor().set_requires_grad(trainable);
    }
  }

  /** What the backward passes since {@link #clearGrad} have added up; empty if nothing has. */
  public Optional<Tensor> grad() {
    Tensor grad = tensor().grad();
    // A handle of our own: the one libtorch gives is a view of the slot, not of the gradient.
    return grad.defined() ? Optional.of(new Tensor(grad)) : Optional.empty();
  }

  /** Drops the gradient and its memory. */
  public void clearGrad() {
    tensor().mutable_grad().reset();
  }

  @Override
  void afterAllocation(Tensor made) {
    made.set_requires_grad(trainable);
  }
}
