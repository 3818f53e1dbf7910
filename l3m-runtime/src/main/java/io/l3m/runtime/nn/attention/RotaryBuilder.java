// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.nn.norm.NormFactory;
import org.jspecify.annotations.Nullable;

/** The parameters of attention layers that know positions and may norm queries and keys. */
abstract class RotaryBuilder<S extends RotaryBuilder<S>> extends AttentionBuilder<S> {

  private @Nullable Rope ropePosEmbed;
  private @Nullable NormFactory qkNorm;

  RotaryBuilder(long numHeads) {
    super(numHeads);
  }

  /** Rotary positions, shared by all layers made here; none unless set. */
  @CanIgnoreReturnValue
  public S ropePosEmbed(Rope ropePosEmbed) {
    this.ropePosEmbed = ropePosEmbed;
    return self();
  }

  /** Normalises queries and keys within each head; nothing does unless set. */
  @CanIgnoreReturnValue
  public S qkNorm(NormFactory qkNorm) {
    this.qkNorm = qkNorm;
    return self();
  }

  final HeadTransform.Parts parts() {
    return new HeadTransform.Parts(qkNorm, ropePosEmbed);
  }

  /** Norms over {@code width}, then rotation. */
  final HeadTransform heads(SelfAttention owner, long width) {
    return HeadTransform.of(owner, width, qkNorm, ropePosEmbed);
  }
}
