// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

/** The filters of Pillow; the place of a constant is Pillow's number for it. */
public enum Interpolation {
  NEAREST(0),
  LANCZOS(3),
  BILINEAR(1),
  BICUBIC(2),
  BOX(0.5),
  HAMMING(1);

  private final double support;

  Interpolation(double support) {
    this.support = support;
  }

  /** How far the filter reaches to each side, in pixels of the coarser grid. */
  double support() {
    return support;
  }

  /** The weight of a pixel {@code x} away from the centre. */
  double weight(double x) {
    double distance = Math.abs(x);
    return switch (this) {
      case NEAREST -> throw new IllegalStateException("the nearest pixel has no weight");
      case BOX -> x > -0.5 && x <= 0.5 ? 1 : 0;
      case BILINEAR -> distance < 1 ? 1 - distance : 0;
      case HAMMING -> hamming(distance);
      case BICUBIC -> bicubic(distance);
      case LANCZOS -> x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0;
    };
  }

  /** Keys 1981, https://doi.org/10.1109/TASSP.1981.1163711, with a = -1/2. */
  private static double bicubic(double x) {
    double a = -0.5;
    if (x < 1) {
      return ((a + 2) * x - (a + 3)) * x * x + 1;
    }
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
  }

  private static double hamming(double x) {
    if (x == 0) {
      return 1;
    }
    double angle = x * Math.PI;
    return x >= 1 ? 0 : Math.sin(angle) / angle * (0.54 + 0.46 * Math.cos(angle));
  }

  private static double sinc(double x) {
    double angle = x * Math.PI;
    return x == 0 ? 1 : Math.sin(angle) / angle;
  }
}
