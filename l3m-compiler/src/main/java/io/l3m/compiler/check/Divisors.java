// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Divisors in words, for hints. */
final class Divisors {

  private static final int MOST = 8;
  private static final long LARGEST = 1_000_000;

  private Divisors() {}

  /** The first few divisors of a number. */
  static String of(long number) {
    List<Long> divisors = new ArrayList<>();
    for (long i = 1; i <= Math.min(number, LARGEST) && divisors.size() < MOST; i++) {
      if (number % i == 0) {
        divisors.add(i);
      }
    }
    return divisors.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
