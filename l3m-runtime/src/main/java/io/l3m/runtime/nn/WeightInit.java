// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn;

/** The first values of the weights of linear layers, by the names that configs use. */
public enum WeightInit {
  /** Uniform within ±√(6 / (in + out)). */
  XAVIER_UNIFORM,
  /** The same, as the heads spell it. */
  XAVIER,
  /** Trunks: normal, deviation 0.02, cut at ±2; layers of their own: PyTorch's default. */
  PYTORCH,
  /** Normal with a given deviation, cut at ±2. */
  TRUNC_NORMAL,
  /** Normal cut at two deviations, variance 1 / ((1 + number of blocks) · in). */
  FAN_IN_DEPTH_SCALED,
  /** Normal with a given deviation. */
  NORMAL,
  /** Normal with variance 1 / in. */
  FAN_IN_NORMAL,
  /** The same, as single layers spell it. */
  FAN_IN,
  /** Normal with variance 2 / in, or 1 / in for the linear patch embedding. */
  KAIMING,
  /** All zero. */
  ZERO
}
