// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.attention;

/** For attention that makes no sense without a mask. */
final class RequiredMask {

  private RequiredMask() {}

  static AttentionMask check(SelfAttention owner, AttentionMask mask) {
    if (mask.isNone()) {
      throw new IllegalArgumentException(
          owner.getClass().getSimpleName() + " needs a mask, and none is given");
    }
    return mask;
  }
}
