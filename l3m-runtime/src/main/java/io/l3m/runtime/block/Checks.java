// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.block;

import org.jspecify.annotations.Nullable;

/** What builders ask of their parameters; a violated demand is told by the parameter's name. */
public final class Checks {

  private Checks() {}

  /** A count or width, which must be set and at least 1. */
  public static long positive(String parameter, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "`" + parameter + "` must be set to at least 1, but is " + value);
    }
    return value;
  }

  /** A count that may be 0. */
  public static long notNegative(String parameter, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(
          "`" + parameter + "` must not be negative, but is " + value);
    }
    return value;
  }

  /** A number that may be 0. */
  public static double notNegative(String parameter, double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException(
          "`" + parameter + "` must not be negative, but is " + value);
    }
    return value;
  }

  /** A parameter without a default. */
  public static <T> T given(String parameter, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("`" + parameter + "` must be set");
    }
    return value;
  }

  /** A probability: of 1, too, as PyTorch's dropout takes it. */
  public static double probability(String parameter, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("`" + parameter + "` must lie in [0, 1], but is " + value);
    }
    return value;
  }

  /** A probability by whose complement something is divided. */
  public static double probabilityBelowOne(String parameter, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException("`" + parameter + "` must lie in [0, 1), but is " + value);
    }
    return value;
  }

  /** Any other demand. */
  public static void that(boolean condition, String sentence) {
    if (!condition) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
