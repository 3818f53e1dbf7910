// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import java.util.random.RandomGenerator;

/** The beta distribution with two equal parameters, drawn as NumPy's legacy generator draws it. */
final class Beta {

  private Beta() {}

  static double draw(RandomGenerator random, double alpha) {
    if (alpha > 1) {
      double first = gamma(random, alpha);
      return first / (first + gamma(random, alpha));
    }
    while (true) { // Jöhnk 1964
      double u = random.nextDouble();
      double v = random.nextDouble();
      double x = Math.pow(u, 1 / alpha);
      double y = Math.pow(v, 1 / alpha);
      if (x + y <= 1 && u + v > 0) {
        return x + y > 0 ? x / (x + y) : ofLogarithms(Math.log(u) / alpha, Math.log(v) / alpha);
      }
    }
  }

  /** x / (x + y) where both are too small to be told from nought. */
  private static double ofLogarithms(double logX, double logY) {
    double most = Math.max(logX, logY);
    double x = logX - most;
    double y = logY - most;
    return Math.exp(x - Math.log(Math.exp(x) + Math.exp(y)));
  }

  /** Marsaglia and Tsang 2000, https://doi.org/10.1145/358407.358414, for a shape above 1. */
  private static double gamma(RandomGenerator random, double shape) {
    double b = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * b);
    while (true) {
      double x;
      double v;
      do {
        x = random.nextGaussian();
        v = 1 + c * x;
      } while (v <= 0);
      v = v * v * v;
      double u = random.nextDouble();
      if (u < 1 - 0.0331 * (x * x) * (x * x)
          || Math.log(u) < 0.5 * x * x + b * (1 - v + Math.log(v))) {
        return b * v;
      }
    }
  }
}
