// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.block;

import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.jspecify.annotations.Nullable;

/**
 * A tensor that a block owns for its whole life. It has a name and a shape from the start and
 * memory only after {@link Parameters#allocate}.
 */
public abstract sealed class StateTensor permits Parameter, Buffer {

  private final String localName;
  private final Dtype dtype;
  private final long[] shape;
  private String name;
  private boolean initialised;
  private @Nullable Tensor tensor;
  private @Nullable TensorOptional optional;

  StateTensor(String localName, Dtype dtype, long[] shape) {
    for (long size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException("`" + localName + "` has a negative size: " + size);
      }
    }
    this.localName = localName;
    this.name = localName;
    this.dtype = dtype;
    this.shape = shape.clone();
  }

  /** The full dotted name, or the name within the block before {@link Parameters#of}. */
  public String name() {
    return name;
  }

  /** The name within the block that owns it. */
  String localName() {
    return localName;
  }

  void rename(String fullName) {
    name = fullName;
  }

  /** The type of its elements. */
  public Dtype dtype() {
    return dtype;
  }

  /** Its sizes, outermost first. */
  public long[] shape() {
    return shape.clone();
  }

  /** The number of elements. */
  public long count() {
    long product = 1;
    for (long size : shape) {
      product *= size;
    }
    return product;
  }

  /** The values; the same object for the life of the block. */
  public Tensor tensor() {
    Tensor present = tensor;
    if (present == null) {
      throw notAllocated();
    }
    return present;
  }

  /** The values as the optional argument of an operator, made once. */
  public TensorOptional optional() {
    TensorOptional present = optional;
    if (present == null) {
      throw notAllocated();
    }
    return present;
  }

  /** True once it has memory. */
  public boolean isAllocated() {
    return tensor != null;
  }

  /** True once {@link Init} or a load has given it values. */
  public boolean isInitialised() {
    return initialised;
  }

  void markInitialised() {
    initialised = true;
  }

  void allocate(Device device) {
    if (tensor != null) {
      return;
    }
    Tensor made = TensorScope.immortal(Tensors.empty(device, dtype, shape));
    tensor = made;
    afterAllocation(made);
    optional = TensorScope.immortal(new TensorOptional(made));
  }

  abstract void afterAllocation(Tensor made);

  private IllegalStateException notAllocated() {
    return new IllegalStateException(
        "`" + name + "` has no memory yet; call `Parameters.allocate` first");
  }
}
