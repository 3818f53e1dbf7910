// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.metric;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.loss.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.Tensor;

/** The percentage of samples whose class is among the k highest scores. */
public final class Accuracy {

  private final Hits hits;
  private final Pattern heads;

  private Accuracy(Hits hits, Pattern heads) {
    this.hits = hits;
    this.heads = heads;
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
   * @return one share for each k, named {@code top_<k>}; all are hits where k exceeds C
   */
  public List<Measure> forward(Tensor scores, Tensor target) {
    return hits.of("top_", scores, target);
  }

  /**
   * Counts hits of the heads of a probe search whose names begin as the pattern says.
   *
   * @param scores {@code [B, C]} of each head, by its name
   * @param target as for one head
   * @return one share for each such head and k, named {@code <head>_top_<k>}
   */
  public List<Measure> forward(Map<String, Tensor> scores, Tensor target) {
    List<Measure> measures = new ArrayList<>();
    scores.forEach((head, found) -> {
      if (heads.matcher(head).lookingAt()) {
        measures.addAll(hits.of(head + "_top_", found, target));
      }
    });
    return measures;
  }

  /** Parameters of {@link Accuracy}. */
  public static final class Builder {

    private long[] topk = {1, 5};
    private Pattern heads = Pattern.compile("");

    private Builder() {}

    /** How many of the highest scores count; 1 and 5 unless set. */
    @CanIgnoreReturnValue
    public Builder topk(long... topk) {
      this.topk = topk.clone();
      return this;
    }

    /** How the names of the heads begin that count; a regular expression, default all of them. */
    @CanIgnoreReturnValue
    public Builder hparamPattern(String value) {
      heads = Pattern.compile(value);
      return this;
    }

    /** Makes the metric. */
    public Accuracy build() {
      for (long k : topk) {
        Checks.positive("topk", k);
      }
      return new Accuracy(new Hits(topk), heads);
    }
  }
}
