// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import io.l3m.runtime.tensor.TensorScope;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.jspecify.annotations.Nullable;

/**
 * Which keys each query may attend to. A mask belongs to the tensor scope in which it is first used
 * and is shared by all layers that use it there.
 */
public final class AttentionMask {

  private static final TensorOptional ABSENT = TensorScope.immortal(new TensorOptional());
  private static final AttentionMask NONE = new AttentionMask(Optional.empty());

  private final Optional<Tensor> tensor;
  private @Nullable TensorOptional perHead;

  private AttentionMask(Optional<Tensor> tensor) {
    this.tensor = tensor;
  }

  /** Every query attends to every key. */
  public static AttentionMask none() {
    return NONE;
  }

  /**
   * A given mask.
   *
   * @param mask {@code [B, queries, keys]}, either bool, true where a query may attend, or
   *     floating, added to the logits; or {@code [B, keys]} for attention that takes such a mask
   */
  public static AttentionMask of(Tensor mask) {
    return new AttentionMask(Optional.of(mask));
  }

  /** True of {@link #none()}. */
  public boolean isNone() {
    return tensor.isEmpty();
  }

  /** The tensor it was made of. */
  public Optional<Tensor> tensor() {
    return tensor;
  }

  /** As scaled dot product attention takes it, {@code [B, 1, queries, keys]} or absent. */
  TensorOptional perHead() {
    if (tensor.isEmpty()) {
      return ABSENT;
    }
    TensorOptional present = perHead;
    if (present == null) {
      Tensor mask = tensor.get();
      if (mask.dim() != 3) {
        throw new IllegalArgumentException(
            "The mask has the shape %s; this attention takes [batch, queries, keys]"
                .formatted(Arrays.toString(mask.shape())));
      }
      present = new TensorOptional(mask.unsqueeze(1));
      perHead = present;
    }
    return present;
  }
}
