// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.tensor;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Lets a device compute matrix products in a shorter type while it is open, as {@code
 * torch.autocast} does: weights stay as they are and are converted once while it is open. It holds
 * for the thread that opens it.
 */
public final class Autocast implements AutoCloseable {

  private final DeviceType device;
  private final boolean enabledBefore;
  private final ScalarType typeBefore;

  private Autocast(DeviceType device, ScalarType type) {
    this.device = device;
    this.enabledBefore = torch.is_autocast_enabled(device);
    this.typeBefore = torch.get_autocast_dtype(device);
    torch.set_autocast_dtype(device, type);
    torch.set_autocast_enabled(device, true);
    torch.increment_nesting();
  }

  /** Computes in {@code type} on devices of the same kind as {@code device}. */
  public static Autocast open(Device device, Dtype type) {
    DeviceType kind =
        switch (device.kind()) {
          case CPU -> DeviceType.CPU;
          case CUDA -> DeviceType.CUDA;
        };
    return new Autocast(kind, type.scalarType());
  }

  @Override
  public void close() {
    if (torch.decrement_nesting() == 0) {
      torch.clear_cache();
    }
    torch.set_autocast_enabled(device, enabledBefore);
    torch.set_autocast_dtype(device, typeBefore);
  }
}
