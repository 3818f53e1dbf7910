// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.tensor;

import java.nio.ByteBuffer;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The state of libtorch's random numbers, the same generator that PyTorch uses. */
public final class Seed {

  private Seed() {}

  /** Starts the default generators of all devices from {@code seed}. */
  public static void manual(long seed) {
    torch.manual_seed(seed);
  }

  /** The state of the processor's default generator, to be given to {@link #setState}. */
  public static byte[] state() {
    try (TensorScope ignored = TensorScope.open()) {
      Tensor state = generator().get_state();
      byte[] bytes = new byte[Math.toIntExact(state.nbytes())];
      Tensors.bytes(state).get(bytes);
      return bytes;
    }
  }

  /** Continues the processor's default generator from a state that {@link #state} gave. */
  public static void setState(byte[] state) {
    try (TensorScope ignored = TensorScope.open()) {
      Tensor tensor = Tensors.empty(Device.CPU, Dtype.UINT8, state.length);
      ByteBuffer target = Tensors.bytes(tensor);
      target.put(state);
      generator().set_state(tensor);
    }
  }

  private static Generator generator() {
    return torch.getDefaultCPUGenerator();
  }
}
