// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

/** Kinds of numbers that a value beside a picture can have. */
public enum NumberKind {
  /** Whole numbers: int64 in a batch. */
  INT,
  /** Fractions: float32 in a batch. */
  FLOAT,
  /** Truth values: bool in a batch. */
  BOOL;

  /** Nought or one as a scalar of this kind. */
  HostArray of(boolean one) {
    return switch (this) {
      case INT -> LongArray.scalar(one ? 1 : 0);
      case FLOAT -> FloatArray.scalar(one ? 1 : 0);
      case BOOL -> BoolArray.scalar(one);
    };
  }
}
