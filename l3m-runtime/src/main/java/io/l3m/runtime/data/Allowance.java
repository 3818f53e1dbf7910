// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of the heap data sets may keep rows and pictures in. They share one allowance, so that
 * many sets, which all stay open while a program runs, need no more than one.
 */
final class Allowance {

  /** A quarter of the heap, for all data sets of the program together. */
  static final Allowance OF_HEAP = new Allowance(Runtime.getRuntime().maxMemory() / 4);

  private static final Cleaner CLEANER = Cleaner.create();

  private final AtomicLong left;

  Allowance(long bytes) {
    this.left = new AtomicLong(bytes);
  }

  /** What one owner has taken; it is given back when nobody can reach the owner any more. */
  Share shareOf(Object owner) {
    Share share = new Share(left);
    var unused = CLEANER.register(owner, share::giveBack);
    return share;
  }

  /** The part of one owner, who must not be reachable from it. */
  static final class Share {

    private final AtomicLong left;
    private final AtomicLong taken = new AtomicLong();

    private Share(AtomicLong left) {
      this.left = left;
    }

    /** Takes so many bytes, or nothing if there are fewer. */
    boolean take(long bytes) {
      if (left.addAndGet(-bytes) < 0) {
        left.addAndGet(bytes);
        return false;
      }
      taken.addAndGet(bytes);
      return true;
    }

    private void giveBack() {
      left.addAndGet(taken.getAndSet(0));
    }
  }
}
