// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.mask;

import io.l3m.runtime.nn.attention.AttentionMask;
import io.l3m.runtime.nn.attention.Causal;
import io.l3m.runtime.tensor.Device;
import org.bytedeco.pytorch.Tensor;

/** Masks of sequences whose tokens fall into groups. */
final class Groups {

  private Groups() {}

  static AttentionMask causalWithin(Tensor groups) {
    Tensor same = groups.unsqueeze(2).eq(groups.unsqueeze(1));
    Tensor causal = Causal.allowed(groups.size(1), Device.of(groups));
    return AttentionMask.of(same.logical_and(causal));
  }
}
