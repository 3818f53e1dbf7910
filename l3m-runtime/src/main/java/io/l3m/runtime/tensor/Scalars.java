// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.tensor;

import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.pytorch.Scalar;

/**
 * Numbers as libtorch takes them, made once each: a fresh {@code Scalar} per call would cost as
 * much as the operator that reads it. For constants only, since none is ever freed.
 */
public final class Scalars {

  private static final ConcurrentHashMap<Double, Scalar> FLOATING = new ConcurrentHashMap<>();
  private static final ConcurrentHashMap<Long, Scalar> WHOLE = new ConcurrentHashMap<>();

  private Scalars() {}

  /** A floating point constant. */
  public static Scalar of(double value) {
    return FLOATING.computeIfAbsent(value, v -> TensorScope.immortal(new Scalar((double) v)));
  }

  /** A whole constant. */
  public static Scalar of(long value) {
    return WHOLE.computeIfAbsent(value, v -> TensorScope.immortal(new Scalar((long) v)));
  }
}
