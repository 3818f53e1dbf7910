// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.tensor;

import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * Where tensors live: {@code cpu}, or {@code cuda:n}.
 *
 * @param kind the sort of device
 * @param index which one of its sort, from 0
 */
public record Device(Kind kind, int index) {

  /** The sorts of devices. */
  public enum Kind {
    CPU,
    CUDA
  }

  /** The processor that runs this program. */
  public static final Device CPU = new Device(Kind.CPU, 0);

  /** Made once each: threads without a scope would leave one behind with every tensor. */
  private static final ConcurrentHashMap<Place, TensorOptions> OPTIONS = new ConcurrentHashMap<>();

  private static final Pattern SPELLING = Pattern.compile("(cpu|cuda)(?::(\\d{1,3}))?");

  /** Rejects an index that no machine has. */
  public Device {
    if (index < 0 || index > 127 || (kind == Kind.CPU && index != 0)) {
      throw new IllegalArgumentException("No device has the index " + index);
    }
  }

  /** Reads {@code cpu}, {@code cuda} or {@code cuda:1}. */
  public static Device parse(String text) {
    Matcher matcher = SPELLING.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "`" + text + "` is not a device; write `cpu`, `cuda` or `cuda:1`");
    }
    int index = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
    return new Device(matcher.group(1).equals("cpu") ? Kind.CPU : Kind.CUDA, index);
  }

  /** True if tensors can be put there in this process. */
  public boolean isAvailable() {
    return kind == Kind.CPU || (torch.cuda_is_available() && index < torch.cuda_device_count());
  }

  /** The device that holds {@code tensor}. */
  public static Device of(Tensor tensor) {
    if (!tensor.is_cuda()) {
      return CPU;
    }
    return new Device(Kind.CUDA, tensor.device().index());
  }

  org.bytedeco.pytorch.Device nativeDevice() {
    return new org.bytedeco.pytorch.Device(toString());
  }

  /** libtorch's words for a dtype on this device, for blocks that call operators directly. */
  public TensorOptions tensorOptions(Dtype dtype) {
    return options(dtype);
  }

  TensorOptions options(Dtype dtype) {
    return OPTIONS.computeIfAbsent(new Place(this, dtype), Place::options);
  }

  /** Where and as what a tensor is made. */
  private record Place(Device device, Dtype dtype) {

    TensorOptions options() {
      TensorOptions options = new TensorOptions(dtype.scalarType());
      return TensorScope.immortal(
          device.equals(CPU) ? options : options.device(new DeviceOptional(device.nativeDevice())));
    }
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return kind == Kind.CPU ? "cpu" : "cuda:" + index;
  }
}
