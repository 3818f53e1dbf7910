// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.trunk;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * What a trunk gives.
 *
 * @param tokens the result, {@code [B, N, D]}
 * @param layers what each block gave, before the norm at the end, each {@code [B, N, D]}
 */
public record TrunkOutput(Tensor tokens, List<Tensor> layers) {

  /** Copies the list. */
  public TrunkOutput {
    layers = List.copyOf(layers);
  }
}
