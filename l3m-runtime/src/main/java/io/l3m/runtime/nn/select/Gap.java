// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.select;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.nn.Layer;
import io.l3m.runtime.tensor.TensorScope;
import java.util.OptionalLong;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/** The mean of the tokens of each sequence, by default of all but the first. */
public final class Gap extends Layer {

  private static final ScalarTypeOptional SAME = TensorScope.immortal(new ScalarTypeOptional());

  private final long start;
  private final OptionalLong end;
  private final long dim;
  private final boolean keepdim;

  private Gap(Builder b) {
    this.start = b.start;
    this.end = b.end;
    this.dim = b.dim;
    this.keepdim = b.keepdim;
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
   * Averages tokens {@code start} to before {@code end}; negative numbers count from the end.
   *
   * @param x {@code [B, N, D]}
   * @return {@code [B, D]}, or {@code [B, 1, D]} if the dimension is kept
   */
  @Override
  public Tensor forward(Tensor x) {
    long size = x.size(1);
    long from = Math.clamp(start < 0 ? start + size : start, 0, size);
    long given = end.orElse(size);
    long to = Math.clamp(given < 0 ? given + size : given, from, size);
    return x.narrow(1, from, to - from).mean(new long[] {dim}, keepdim, SAME);
  }

  /** Parameters of {@link Gap}. */
  public static final class Builder {

    private long start = 1;
    private OptionalLong end = OptionalLong.empty();
    private long dim = 1;
    private boolean keepdim;

    private Builder() {}

    /** The first token to count; 1 unless set. */
    @CanIgnoreReturnValue
    public Builder start(long start) {
      this.start = start;
      return this;
    }

    /** The token after the last. */
    @CanIgnoreReturnValue
    public Builder end(long end) {
      this.end = OptionalLong.of(end);
      return this;
    }

    /** The dimension to average over; 1 unless set. */
    @CanIgnoreReturnValue
    public Builder dim(long dim) {
      this.dim = dim;
      return this;
    }

    /** Whether that dimension is kept with size 1; false unless set. */
    @CanIgnoreReturnValue
    public Builder keepdim(boolean keepdim) {
      this.keepdim = keepdim;
      return this;
    }

    /** Makes the layer. */
    public Gap build() {
      return new Gap(this);
    }
  }
}
