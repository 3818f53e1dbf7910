// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Tensors from Java arrays and back, and small questions about tensors. */
public final class Tensors {

  private static final long LARGEST_PIECE = 1L << 30;

  private Tensors() {}

  /** A float32 tensor on the processor with a copy of {@code values} in row-major order. */
  public static Tensor ofFloats(float[] values, long... shape) {
    Tensor tensor = allocate(values.length, Dtype.FLOAT32, shape);
    bytes(tensor).asFloatBuffer().put(values);
    return tensor;
  }

  /** An int64 tensor on the processor with a copy of {@code values} in row-major order. */
  public static Tensor ofLongs(long[] values, long... shape) {
    Tensor tensor = allocate(values.length, Dtype.INT64, shape);
    bytes(tensor).asLongBuffer().put(values);
    return tensor;
  }

  /** A bool tensor on the processor with a copy of {@code values} in row-major order. */
  public static Tensor ofBools(boolean[] values, long... shape) {
    Tensor tensor = allocate(values.length, Dtype.BOOL, shape);
    ByteBuffer target = bytes(tensor);
    for (boolean value : values) {
      target.put((byte) (value ? 1 : 0));
    }
    return tensor;
  }

  /** A tensor with undefined contents. */
  public static Tensor empty(Device device, Dtype dtype, long... shape) {
    return torch.empty(shape, device.options(dtype), null);
  }

  /** A tensor of zeros. */
  public static Tensor zeros(Device device, Dtype dtype, long... shape) {
    return torch.zeros(shape, device.options(dtype));
  }

  /** The elements in row-major order, rounded to float32. */
  public static float[] toFloats(Tensor tensor) {
    Tensor plain = onProcessor(tensor, Dtype.FLOAT32);
    float[] values = new float[Math.toIntExact(plain.numel())];
    bytes(plain).asFloatBuffer().get(values);
    return values;
  }

  /** The elements in row-major order, as float64. */
  public static double[] toDoubles(Tensor tensor) {
    Tensor plain = onProcessor(tensor, Dtype.FLOAT64);
    double[] values = new double[Math.toIntExact(plain.numel())];
    bytes(plain).asDoubleBuffer().get(values);
    return values;
  }

  /** The elements in row-major order, as int64. */
  public static long[] toLongs(Tensor tensor) {
    Tensor plain = onProcessor(tensor, Dtype.INT64);
    long[] values = new long[Math.toIntExact(plain.numel())];
    bytes(plain).asLongBuffer().get(values);
    return values;
  }

  /** The elements in row-major order; whatever is not zero is true. */
  public static boolean[] toBooleans(Tensor tensor) {
    Tensor plain = onProcessor(tensor, Dtype.BOOL);
    ByteBuffer source = bytes(plain);
    boolean[] values = new boolean[Math.toIntExact(plain.numel())];
    for (int i = 0; i < values.length; i++) {
      values[i] = source.get() != 0;
    }
    return values;
  }

  /** The value of a tensor with one element; waits for the device that computes it. */
  public static double item(Tensor tensor) {
    return tensor.item_double();
  }

  /** The shape as an array of its own. */
  public static long[] shape(Tensor tensor) {
    return tensor.shape();
  }

  /** The tensor itself if it is on {@code device} already, else a copy there. */
  public static Tensor to(Tensor tensor, Device device) {
    if (Device.of(tensor).equals(device)) {
      return tensor;
    }
    return tensor.to(device.nativeDevice(), tensor.scalar_type());
  }

  /** The tensor itself if it has {@code dtype} already, else a converted copy. */
  public static Tensor to(Tensor tensor, Dtype dtype) {
    return Dtype.of(tensor) == dtype ? tensor : tensor.to(dtype.scalarType());
  }

  /** Puts tensors of equal shape one after the other along a new first dimension. */
  public static Tensor stack(List<Tensor> tensors) {
    return torch.stack(new TensorVector(tensors.toArray(Tensor[]::new)), 0);
  }

  /** Joins tensors along an existing dimension. */
  public static Tensor concatenate(long dimension, List<Tensor> tensors) {
    return torch.cat(new TensorVector(tensors.toArray(Tensor[]::new)), dimension);
  }

  /**
   * The memory of a contiguous tensor of at most 2 GiB on the processor, in native byte order; it
   * is valid as long as the tensor is.
   */
  public static ByteBuffer bytes(Tensor tensor) {
    if (!tensor.is_contiguous() || tensor.is_cuda()) {
      throw new IllegalArgumentException("The tensor is not contiguous in the processor's memory");
    }
    if (tensor.numel() == 0) {
      return ByteBuffer.allocate(0);
    }
    BytePointer pointer = new BytePointer(tensor.data_ptr());
    pointer.capacity(tensor.nbytes());
    return pointer.asByteBuffer().order(ByteOrder.nativeOrder());
  }

  /**
   * A piece of the memory of a contiguous tensor of any size on the processor.
   *
   * @param offset its first byte
   * @return from there to the end, or 1 GiB where that is more
   */
  public static ByteBuffer bytes(Tensor tensor, long offset) {
    if (!tensor.is_contiguous() || tensor.is_cuda()) {
      throw new IllegalArgumentException("The tensor is not contiguous in the processor's memory");
    }
    long length = Math.min(tensor.nbytes() - offset, LARGEST_PIECE);
    BytePointer pointer = new BytePointer(tensor.data_ptr());
    pointer.position(offset).limit(offset + length);
    return pointer.asByteBuffer().order(ByteOrder.nativeOrder());
  }

  private static Tensor onProcessor(Tensor tensor, Dtype dtype) {
    return to(to(tensor.detach(), Device.CPU), dtype).contiguous();
  }

  private static Tensor allocate(long count, Dtype dtype, long... shape) {
    long product = 1;
    for (long size : shape) {
      product = Math.multiplyExact(product, size);
    }
    if (product != count) {
      throw new IllegalArgumentException(
          "%d values do not fill the shape %s".formatted(count, java.util.Arrays.toString(shape)));
    }
    return empty(Device.CPU, dtype, shape);
  }
}
