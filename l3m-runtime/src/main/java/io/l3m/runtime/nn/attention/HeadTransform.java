// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import io.l3m.runtime.block.Block;
import io.l3m.runtime.nn.norm.Norm;
import io.l3m.runtime.nn.norm.NormFactory;
import java.util.function.BiConsumer;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** What happens to queries and keys between projection and attention: norms, then rotation. */
final class HeadTransform {

  private final @Nullable Norm queryNorm;
  private final @Nullable Norm keyNorm;
  private final @Nullable Rope rope;

  /** Queries and keys, {@code [B, N, H, d]}. */
  record Pair(Tensor query, Tensor key) {}

  /** What a transformation is made of, as far as there is any. */
  record Parts(@Nullable NormFactory norm, @Nullable Rope rope) {}

  private HeadTransform(@Nullable Norm queryNorm, @Nullable Norm keyNorm, @Nullable Rope rope) {
    this.queryNorm = queryNorm;
    this.keyNorm = keyNorm;
    this.rope = rope;
  }

  /** Registers the norms {@code q_norm} and {@code k_norm} over {@code width} with the owner. */
  static HeadTransform of(
      SelfAttention owner, long width, @Nullable NormFactory norm, @Nullable Rope rope) {
    return of(owner::adopt, width, new Parts(norm, rope));
  }

  /** As for self-attention. */
  static HeadTransform of(
      CrossAttention owner, long width, @Nullable NormFactory norm, @Nullable Rope rope) {
    return of(owner::adopt, width, new Parts(norm, rope));
  }

  private static HeadTransform of(BiConsumer<String, Block> registry, long width, Parts parts) {
    if (parts.rope() != null) {
      registry.accept("rope", parts.rope());
    }
    if (parts.norm() == null) {
      return new HeadTransform(null, null, parts.rope());
    }
    Norm queryNorm = parts.norm().create(width);
    Norm keyNorm = parts.norm().create(width);
    registry.accept("q_norm", queryNorm);
    registry.accept("k_norm", keyNorm);
    return new HeadTransform(queryNorm, keyNorm, parts.rope());
  }

  Pair apply(Tensor query, Tensor key, Positions positions) {
    return rotate(normaliseQuery(query), normaliseKey(key), positions);
  }

  Tensor normaliseQuery(Tensor query) {
    return queryNorm == null ? query : queryNorm.forward(query);
  }

  Tensor normaliseKey(Tensor key) {
    return keyNorm == null ? key : keyNorm.forward(key);
  }

  Pair rotate(Tensor query, Tensor key, Positions positions) {
    if (rope == null) {
      return new Pair(query, key);
    }
    Rope.Rotation rotation = rope.rotation(key, key.size(1), positions);
    return new Pair(Rope.rotate(query, rotation), Rope.rotate(key, rotation));
  }
}
