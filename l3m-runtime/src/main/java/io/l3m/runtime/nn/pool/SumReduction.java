// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.pool;

import org.bytedeco.pytorch.Tensor;

/** The sum of the tokens. */
public final class SumReduction {

  private SumReduction() {}

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link SumReduction}. */
  public static final class Builder implements TokenReduction {

    private Builder() {}

    @Override
    public Tensor reduce(Tensor x) {
      return x.sum(1L);
    }
  }
}
