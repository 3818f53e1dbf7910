// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import io.l3m.runtime.nn.norm.Norm;
import io.l3m.runtime.nn.norm.NormFactory;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** What happens to queries and keys between projection and attention: norms, then rotation. */
final class HeadTransform {

  private final @Nullable Norm queryNorm;
  private final @Nullable Norm keyNorm;
  private final @Nullable Rope rope;

  /** Queries and keys, {@code [B, N, H, d]}. */
  record Pair(Tensor query, Tensor key) {}

  private HeadTransform(@Nullable Norm queryNorm, @Nullable Norm keyNorm, @Nullable Rope rope) {
    this.queryNorm = queryNorm;
    this.keyNorm = keyNorm;
    this.rope = rope;
  }

  /** Registers the norms {@code q_norm} and {@code k_norm} over {@code width} with the owner. */
  static HeadTransform of(
      SelfAttention owner, long width, @Nullable NormFactory norm, @Nullable Rope rope) {
    if (rope != null) {
      owner.adopt("rope", rope);
    }
    if (norm == null) {
      return new HeadTransform(null, null, rope);
    }
    Norm queryNorm = norm.create(width);
    Norm keyNorm = norm.create(width);
    owner.adopt("q_norm", queryNorm);
    owner.adopt("k_norm", keyNorm);
    return new HeadTransform(queryNorm, keyNorm, rope);
  }

  Pair apply(Tensor query, Tensor key, Positions positions) {
    Tensor q = queryNorm == null ? query : queryNorm.forward(query);
    Tensor k = keyNorm == null ? key : keyNorm.forward(key);
    if (rope == null) {
      return new Pair(q, k);
    }
    Rope.Rotation rotation = rope.rotation(query, query.size(1), positions);
    return new Pair(Rope.rotate(q, rotation), Rope.rotate(k, rotation));
  }
}
