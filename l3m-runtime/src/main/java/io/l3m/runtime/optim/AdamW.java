// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2017, https://arxiv.org/abs/1711.05101):
 * p ← p · (1 - lr · λ) - lr · m̂ / (√v̂ + eps), computed by libtorch's fused kernel, one call per
 * group and step.
 */
public final class AdamW {

  private AdamW() {}

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link AdamW}. */
  public static final class Builder extends FusedAdamBuilder<Builder> {

    private Builder() {
      super("_fused_adamw_");
    }

    @Override
    Builder self() {
      return this;
    }
  }
}
