// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn;

/**
 * Sine and cosine in float32 with the rounding of NumPy, so that tables of positions equal those of
 * models trained elsewhere to the last bit: the angle is reduced to [-π/4, π/4] in three steps
 * (Cody and Waite 1980), where a short polynomial is good to 1.5 units in the last place. For
 * angles below 70,000.
 */
final class SingleTrigonometry {

  private static final float TWO_OVER_PI = 0x1.45f306p-1f;

  /** Adding it rounds a small number to a whole one. */
  private static final float ROUNDER = 0x1.8p+23f;

  /** π/2 in three parts. */
  private static final float[] HALF_PI = {0x1.921fb0p+0f, 0x1.5110b4p-22f, 0x1.846988p-48f};

  private static final float[] COSINE = {
    0x1.98e616p-16f, -0x1.6c06dcp-10f, 0x1.55553cp-5f, -0.5f, 1f
  };

  private static final float[] SINE = {
    0x1.7d3bbcp-19f, -0x1.a06bbap-13f, 0x1.11119ap-7f, -0x1.555556p-3f
  };

  private SingleTrigonometry() {}

  static float sin(float x) {
    return quarterTurned(x, 0);
  }

  static float cos(float x) {
    return quarterTurned(x, 1);
  }

  /** The sine of x and some quarters of a turn. */
  private static float quarterTurned(float x, int quarters) {
    float quadrant = Math.fma(x, TWO_OVER_PI, ROUNDER) - ROUNDER;
    float rest = x;
    for (float part : HALF_PI) {
      rest = Math.fma(quadrant, -part, rest);
    }
    float square = rest * rest;
    int turn = (int) quadrant + quarters;
    float value =
        (turn & 1) == 0
            ? Math.fma(polynomial(SINE, square) * square, rest, rest)
            : polynomial(COSINE, square);
    return (turn & 2) == 2 ? 0f - value : value;
  }

  private static float polynomial(float[] coefficients, float x) {
    float value = coefficients[0];
    for (int i = 1; i < coefficients.length; i++) {
      value = Math.fma(value, x, coefficients[i]);
    }
    return value;
  }
}
