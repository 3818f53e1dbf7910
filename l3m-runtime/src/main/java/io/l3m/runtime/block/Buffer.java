// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.block;

import io.l3m.runtime.tensor.Dtype;
import org.bytedeco.pytorch.Tensor;

/** A tensor of a block that is computed rather than trained, such as running statistics. */
public final class Buffer extends StateTensor {

  private final Persistence persistence;

  /** Whether a buffer is part of the state dict. */
  public enum Persistence {
    /** Saved with the parameters. */
    PERSISTENT,
    /** Computed anew whenever the model is built. */
    TRANSIENT
  }

  Buffer(String localName, Dtype dtype, Persistence persistence, long[] shape) {
    super(localName, dtype, shape);
    this.persistence = persistence;
  }

  /** True if it is saved with the parameters. */
  public boolean isPersistent() {
    return persistence == Persistence.PERSISTENT;
  }

  @Override
  void afterAllocation(Tensor made) {}
}
