// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.metric;

import io.l3m.runtime.loss.Measure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Counts samples whose class is among the k highest scores, for several k. */
final class Hits {

  private final long[] topk;

  Hits(long... topk) {
    this.topk = topk.clone();
  }

  /**
   * Counts, and waits for nothing.
   *
   * @param prefix what stands before k in the names of the measures
   * @param scores {@code [B, C]}
   * @param target {@code [B]} int64 classes, or {@code [B, C]} whose highest element is the class
   * @return one share for each k; all are hits where k exceeds C
   */
  List<Measure> of(String prefix, Tensor scores, Tensor target) {
    Tensor classes = target.dim() == 1 ? target : target.argmax(new LongOptional(-1), false);
    long available = scores.size(-1);
    long largest = Math.min(Arrays.stream(topk).max().orElse(1), available);
    Tensor ranked = scores.topk(largest, -1, true, true).get1();
    Tensor hits = ranked.eq(classes.unsqueeze(1)).to(ScalarType.Float);
    List<Measure> measures = new ArrayList<>();
    for (long k : topk) {
      Tensor found = hits.narrow(1, 0, Math.min(k, available));
      measures.add(new Measure(prefix + k, found.sum(), scores.size(0)));
    }
    return measures;
  }
}
