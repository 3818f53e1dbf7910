// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.Scalars;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.jspecify.annotations.Nullable;

/**
 * Which keys each query may attend to. A mask belongs to the tensor scope in which it is made, with
 * all forms that layers need of it: each is made once and shared.
 */
public final class AttentionMask {

  private static final TensorOptional ABSENT = TensorScope.immortal(new TensorOptional());
  private static final AttentionMask NONE = new AttentionMask(Optional.empty(), TensorScope.here());

  private final Optional<Tensor> tensor;
  private final TensorScope.Home home;
  private @Nullable TensorOptional perHead;
  private @Nullable TensorOptional summand;
  private @Nullable AttentionMask widened;

  private AttentionMask(Optional<Tensor> tensor, TensorScope.Home home) {
    this.tensor = tensor;
    this.home = home;
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
    return new AttentionMask(Optional.of(mask), TensorScope.here());
  }

  /** True of {@link #none()}. */
  public boolean isNone() {
    return tensor.isEmpty();
  }

  /** The tensor it was made of. */
  public Optional<Tensor> tensor() {
    return tensor;
  }

  /** The mask of {@code [B, queries, keys]} that all layers make alike of this one. */
  AttentionMask widened(UnaryOperator<Tensor> rule) {
    AttentionMask present = widened;
    if (present == null) {
      Tensor wide = home.keep(rule.apply(tensor.orElseThrow()));
      present = new AttentionMask(Optional.of(wide), home);
      widened = present;
    }
    return present;
  }

  /**
   * As scaled dot product attention takes it, {@code [B, 1, queries, keys]} or absent.
   *
   * @param query what it masks; of a bool mask on the processor, each call would make a float one
   */
  TensorOptional perHead(Tensor query) {
    if (tensor.isEmpty()) {
      return ABSENT;
    }
    Tensor mask = tensor.get();
    if (mask.dim() != 3) {
      throw new IllegalArgumentException(
          "The mask has the shape %s; this attention takes [batch, queries, keys]"
              .formatted(Arrays.toString(mask.shape())));
    }
    boolean converted =
        Dtype.of(mask) == Dtype.BOOL
            && Dtype.of(query) == Dtype.FLOAT32
            && Device.of(mask).equals(Device.CPU);
    return converted ? summand(mask) : perHeadOf(mask);
  }

  private TensorOptional perHeadOf(Tensor mask) {
    TensorOptional present = perHead;
    if (present == null) {
      present = home.keep(new TensorOptional(mask.unsqueeze(1)));
      perHead = present;
    }
    return present;
  }

  /** 0 where a query may attend and -∞ where it may not. */
  private TensorOptional summand(Tensor mask) {
    TensorOptional present = summand;
    if (present == null) {
      Tensor zeros = Tensors.zeros(Device.CPU, Dtype.FLOAT32, mask.shape());
      Tensor logits = zeros.masked_fill_(mask.logical_not(), Scalars.of(Double.NEGATIVE_INFINITY));
      present = home.keep(new TensorOptional(logits.unsqueeze(1)));
      summand = present;
    }
    return present;
  }
}
