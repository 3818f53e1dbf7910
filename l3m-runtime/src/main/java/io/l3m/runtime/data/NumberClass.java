// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/** What a config says by naming one of Python's classes of numbers. */
public record NumberClass(NumberKind kind) {

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** Parameters of {@link NumberClass}. */
  public static final class Builder {

    private NumberKind path = NumberKind.INT;

    private Builder() {}

    /** The class that Python finds there; {@code builtins.int} unless set. */
    @CanIgnoreReturnValue
    public Builder path(NumberKind path) {
      this.path = path;
      return this;
    }

    /** Names the class. */
    public NumberClass build() {
      return new NumberClass(path);
    }
  }
}
