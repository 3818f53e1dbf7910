// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.tensor;

import java.util.function.Supplier;

/** Switches the recording of operations for the backward pass off (or on) for a piece of code. */
public final class GradMode implements AutoCloseable {

  private final boolean before;

  private GradMode(boolean enabled) {
    this.before = isEnabled();
    set(enabled);
  }

  /** Nothing is recorded on this thread until the result is closed. */
  public static GradMode disabled() {
    return new GradMode(false);
  }

  /** The result of a computation of which nothing is recorded. */
  public static <T> T without(Supplier<T> computation) {
    try (GradMode off = disabled()) {
      return computation.get();
    }
  }

  /** Everything is recorded on this thread until the result is closed. */
  public static GradMode enabled() {
    return new GradMode(true);
  }

  /** True if operations of this thread are recorded at present. */
  public static boolean isEnabled() {
    return org.bytedeco.pytorch.GradMode.is_enabled();
  }

  private static void set(boolean enabled) {
    org.bytedeco.pytorch.GradMode.set_enabled(enabled);
  }

  @Override
  public void close() {
    set(before);
  }
}
