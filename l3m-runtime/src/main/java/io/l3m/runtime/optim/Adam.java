// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

/**
 * Adam (Kingma and Ba 2014, https://arxiv.org/abs/1412.6980) with the weights' decay as a part of
 * the gradient: g ← g + λ · p, then p ← p - lr · m̂ / (√v̂ + eps), computed by libtorch's fused
 * kernel, one call per group and step.
 */
public final class Adam {

  private Adam() {}

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link Adam}. */
  public static final class Builder extends FusedAdamBuilder<Builder> {

    private Builder() {
      super("_fused_adam_");
    }

    @Override
    Builder self() {
      return this;
    }
  }
}
