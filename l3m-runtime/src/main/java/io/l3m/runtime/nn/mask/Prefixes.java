// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.mask;

import io.l3m.runtime.nn.attention.Causal;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Masks of prefixes. */
final class Prefixes {

  private Prefixes() {}

  /** True where a token is in the prefix, or is not behind the one that looks. */
  static Tensor causalBehind(Tensor outside) {
    Tensor causal = Causal.allowed(outside.size(1), Device.of(outside));
    return causal.logical_or(outside.logical_not().unsqueeze(1));
  }

  /** The same flags and some more that say: not in the prefix. */
  static Tensor padded(Tensor outside, long count) {
    if (count == 0) {
      return outside;
    }
    Tensor more =
        torch.ones(
            new long[] {outside.size(0), count}, Device.of(outside).tensorOptions(Dtype.BOOL));
    return Tensors.concatenate(1, List.of(outside, more));
  }
}
