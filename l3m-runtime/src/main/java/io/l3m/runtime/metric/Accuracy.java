// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.metric;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.loss.Measure;
import io.l3m.runtime.tensor.Scalars;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The percentage of samples whose class is among the k highest scores. */
public final class Accuracy {

  private static final Scalar HUNDRED = Scalars.of(100.0);

  private final long[] topk;

  private Accuracy(long[] topk) {
    this.topk = topk;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Counts hits.
   *
   * @param scores {@code [B, C]}
   * @param target {@code [B]} int64 classes, or {@code [B, C]} whose highest element is the class
   * @return one value from 0 to 100 for each k, named {@code top_<k>}; 100 where k exceeds C
   */
  public List<Measure> forward(Tensor scores, Tensor target) {
    Tensor classes = target.dim() == 1 ? target : target.argmax(new LongOptional(-1), false);
    long available = scores.size(-1);
    long largest = Math.min(Arrays.stream(topk).max().orElse(1), available);
    Tensor ranked = scores.topk(largest, -1, true, true).get1();
    Tensor hits = ranked.eq(classes.unsqueeze(1)).to(ScalarType.Float);
    List<Measure> measures = new ArrayList<>();
    for (long k : topk) {
      Tensor share = hits.narrow(1, 0, Math.min(k, available)).sum(1L).mean();
      measures.add(new Measure("top_" + k, share.mul(HUNDRED)));
    }
    return measures;
  }

  /** Parameters of {@link Accuracy}. */
  public static final class Builder {

    private long[] topk = {1, 5};

    private Builder() {}

    /** How many of the highest scores count; 1 and 5 unless set. */
    @CanIgnoreReturnValue
    public Builder topk(long... topk) {
      this.topk = topk.clone();
      return this;
    }

    /** Makes the metric. */
    public Accuracy build() {
      for (long k : topk) {
        Checks.positive("topk", k);
      }
      return new Accuracy(topk.clone());
    }
  }
}
