// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import java.util.random.RandomGenerator;

/** The draws of torchvision; with a {@code TorchRandom} they are its numbers. */
final class Draws {

  private Draws() {}

  /**
   * {@code torch.empty(1).uniform_(from, to)} in float32, rounded once as PyTorch's kernel does.
   */
  static float uniform(RandomGenerator random, double from, double to) {
    float low = (float) from;
    return Math.fma(random.nextFloat(), (float) to - low, low);
  }

  /** {@code torch.randint(0, bound)}. */
  static int below(RandomGenerator random, int bound) {
    return random.nextInt(bound);
  }

  /** Whether {@code torch.rand(1) < probability}. */
  static boolean happens(RandomGenerator random, double probability) {
    return random.nextFloat() < (float) probability;
  }

  /** {@code torch.randperm(n)}. */
  static int[] permutation(RandomGenerator random, int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    for (int i = 0; i < n - 1; i++) {
      int j = i + random.nextInt(n - i);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }
}
