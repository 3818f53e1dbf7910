// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.head;

import io.l3m.runtime.block.Init;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.nn.DenseLayer;
import io.l3m.runtime.nn.norm.BatchNorm1d;
import io.l3m.runtime.nn.norm.Norm;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** What both heads that pool by attention have at their two ends: queries, norms and scores. */
final class PoolingParts {

  private final @Nullable Parameter queries; // [1, Q, dim]
  private final @Nullable BatchNorm1d batchNorm;
  private final @Nullable Norm norm;
  private final DenseLayer linear;

  PoolingParts(
      @Nullable Parameter queries,
      @Nullable BatchNorm1d batchNorm,
      @Nullable Norm norm,
      DenseLayer linear) {
    this.queries = queries;
    this.batchNorm = batchNorm;
    this.norm = norm;
    this.linear = linear;
  }

  /** The queries, and the tokens that they look at. */
  record Asked(Tensor queries, Tensor tokens) {}

  /** Without queries of its own, the first token asks the others. */
  Asked ask(Tensor x) {
    Tensor tokens = normalised(x);
    if (queries == null) {
      return new Asked(tokens.narrow(1, 0, 1), tokens.narrow(1, 1, tokens.size(1) - 1));
    }
    return new Asked(queries.tensor().expand(x.size(0), -1, -1), tokens);
  }

  private Tensor normalised(Tensor x) {
    return batchNorm == null ? x : batchNorm.forward(x.transpose(1, 2)).transpose(1, 2);
  }

  /** The scores of the mean of what the queries found, {@code [B, Q, dim]}. */
  Tensor score(Tensor found) {
    Tensor vector = found.mean(1L);
    return linear.forward(norm == null ? vector : norm.forward(vector));
  }

  void initialiseQueries() {
    if (queries != null) {
      Init.normal(queries, 0.02);
    }
  }
}
