// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Dtype;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Who may see whom where nobody sees what follows. */
public final class Causal {

  private Causal() {}

  /** {@code [1, count, count]} bool, true on and below the diagonal. */
  public static Tensor allowed(long count, Device device) {
    return torch.ones(new long[] {1, count, count}, device.tensorOptions(Dtype.BOOL)).tril(0);
  }
}
