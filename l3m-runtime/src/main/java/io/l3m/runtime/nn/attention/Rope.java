// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Block;
import io.l3m.runtime.block.Buffer;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Init;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.GradMode;
import io.l3m.runtime.tensor.Scalars;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * Rotary positions (Su et al. 2021, https://arxiv.org/abs/2104.09864) in the layout that pairs the
 * first half of each head with the second: x cos(mθ) + [-x₂, x₁] sin(mθ) with the frequencies θⱼ =
 * theta^(-2j/dim), computed in float32. One instance may serve all layers of a model.
 */
public final class Rope extends Block {

  private final long dim;
  private final double theta;
  private final Buffer inverseFrequencies; // [dim / 2]
  private @Nullable Cached cached;
  private final List<Cached> outgrown = new ArrayList<>();

  /** Tables for 0 … length - 1, kept since nearly every call needs the same. */
  private record Cached(long length, Dtype dtype, Device device, Rotation rotation) {}

  /**
   * Cosine and sine of every position and channel.
   *
   * @param cos {@code [1 or B, N, dim]}
   * @param sin {@code [1 or B, N, dim]}
   */
  public record Rotation(Tensor cos, Tensor sin) {}

  private Rope(long dim, double theta) {
    this.dim = dim;
    this.theta = theta;
    this.inverseFrequencies = transientBuffer("inv_freq", Dtype.FLOAT32, dim / 2);
  }

  @Override
  protected boolean isSampleWise() {
    return true;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * What a call of the module gives.
   *
   * @param query turned
   * @param key turned
   * @param value as it came
   */
  public record Turned(Tensor query, Tensor key, Tensor value) {}

  /**
   * Turns queries and keys that are split into heads.
   *
   * @param query {@code [B, H, N, dim]}, or {@code [B, N, H, dim]}
   * @param key shaped alike
   * @param value shaped alike
   * @param seqDim where {@code N} is: 2 or 1
   */
  public Turned forward(Tensor query, Tensor key, Tensor value, long seqDim, Positions positions) {
    Rotation rotation = rotation(value, value.size(seqDim), positions);
    return seqDim == 2
        ? new Turned(rotateHeadsFirst(query, rotation), rotateHeadsFirst(key, rotation), value)
        : new Turned(rotate(query, rotation), rotate(key, rotation), value);
  }

  /** The same with the heads before the tokens: {@code [B, H, N, dim]}. */
  public Turned forward(Tensor query, Tensor key, Tensor value, Positions positions) {
    return forward(query, key, value, 2, positions);
  }

  /** The width of the heads that it turns. */
  public long headDim() {
    return dim;
  }

  /**
   * The tables for a sequence.
   *
   * @param like gives dtype and device
   * @param length the number of tokens
   */
  public Rotation rotation(Tensor like, long length, Positions positions) {
    Dtype dtype = Dtype.of(like);
    if (positions.ids().isPresent()) {
      return positions.rotation(this, dtype, ids -> tables(ids.to(ScalarType.Float), dtype));
    }
    Device device = Device.of(like);
    return cached(length, dtype, device);
  }

  private synchronized Rotation cached(long length, Dtype dtype, Device device) {
    Cached present = cached;
    if (present == null
        || present.length() != length
        || present.dtype() != dtype
        || !present.device().equals(device)) {
      present = new Cached(length, dtype, device, sequential(length, dtype, device));
      replace(present);
    }
    return present.rotation();
  }

  private Rotation sequential(long length, Dtype dtype, Device device) {
    try (TensorScope scope = TensorScope.open();
        GradMode none = GradMode.disabled()) {
      Tensor count = Tensors.to(torch.arange(Scalars.of(length)), Dtype.FLOAT32);
      Rotation fresh = tables(Tensors.to(count, device).unsqueeze(0), dtype);
      TensorScope.immortal(fresh.cos());
      TensorScope.immortal(fresh.sin());
      return fresh;
    }
  }

  private void replace(Cached fresh) {
    if (cached != null) {
      outgrown.add(cached); // another thread may be about to use it
    }
    cached = fresh;
  }

  private Rotation tables(Tensor positions, Dtype dtype) {
    Tensor angles = positions.unsqueeze(-1).mul(inverseFrequencies.tensor());
    Tensor both = Tensors.concatenate(-1, List.of(angles, angles));
    return new Rotation(Tensors.to(both.cos(), dtype), Tensors.to(both.sin(), dtype));
  }

  /**
   * Turns queries or keys.
   *
   * @param x {@code [B, N, H, dim]}
   */
  public static Tensor rotate(Tensor x, Rotation rotation) {
    return turn(x, rotation.cos().unsqueeze(2), rotation.sin().unsqueeze(2));
  }

  /**
   * Turns queries or keys.
   *
   * @param x {@code [B, H, N, dim]}
   */
  public static Tensor rotateHeadsFirst(Tensor x, Rotation rotation) {
    return turn(x, rotation.cos().unsqueeze(1), rotation.sin().unsqueeze(1));
  }

  private static Tensor turn(Tensor x, Tensor cos, Tensor sin) {
    long half = x.size(-1) / 2;
    Tensor first = x.narrow(-1, 0, half);
    Tensor second = x.narrow(-1, half, half);
    Tensor quarterTurn = Tensors.concatenate(-1, List.of(second.neg(), first));
    return x.mul(cos).add(quarterTurn.mul(sin));
  }

  @Override
  protected void initialise() {
    Tensor exponents =
        torch
            .arange(Scalars.of(0L), Scalars.of(dim), Scalars.of(2L))
            .to(ScalarType.Float)
            .div(Scalars.of((double) dim));
    Tensor powers = torch.pow(Scalars.of(theta), exponents);
    Init.copy(inverseFrequencies, powers.reciprocal());
  }

  /** Parameters of {@link Rope}. */
  public static final class Builder {

    private long contextLength;
    private long embedDim;
    private long numHeads;
    private long headDim;
    private double theta = 10000.0;

    private Builder() {}

    /** The longest sequence that is meant; it is not enforced. */
    @CanIgnoreReturnValue
    public Builder contextLength(long contextLength) {
      this.contextLength = contextLength;
      return this;
    }

    /** Width of all heads together; needs {@code numHeads} and excludes {@code headDim}. */
    @CanIgnoreReturnValue
    public Builder embedDim(long embedDim) {
      this.embedDim = embedDim;
      return this;
    }

    /** How many heads share {@code embedDim}. */
    @CanIgnoreReturnValue
    public Builder numHeads(long numHeads) {
      this.numHeads = numHeads;
      return this;
    }

    /** Width of one head; excludes {@code embedDim}. */
    @CanIgnoreReturnValue
    public Builder headDim(long headDim) {
      this.headDim = headDim;
      return this;
    }

    /** Base of the frequencies; 10000 unless set. */
    @CanIgnoreReturnValue
    public Builder theta(double theta) {
      this.theta = theta;
      return this;
    }

    /** Makes the block. */
    public Rope build() {
      Checks.positive("contextLength", contextLength);
      Checks.that(
          (embedDim > 0) != (headDim > 0), "Exactly one of `embedDim` and `headDim` must be set");
      long dim = headDim > 0 ? headDim : embedDim / Checks.positive("numHeads", numHeads);
      Checks.that(dim > 0 && dim % 2 == 0, "The width of a head must be even, but is " + dim);
      return new Rope(dim, theta);
    }
  }
}
