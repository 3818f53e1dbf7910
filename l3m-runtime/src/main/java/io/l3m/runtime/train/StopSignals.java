// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * Listens for Ctrl-C and for the request to end (SIGTERM) while a run is going on. The first one is
 * remembered, for the loop to look at between two steps; a second one ends the process at once.
 */
final class StopSignals implements AutoCloseable {

  /** A signal that asks for the end. */
  enum Stop {
    INTERRUPT("INT", 130, "Ctrl-C"),
    TERMINATE("TERM", 143, "SIGTERM");

    private final String signal;
    private final int status;
    private final String label;

    Stop(String signal, int status, String label) {
      this.signal = signal;
      this.status = status;
      this.label = label;
    }

    /** The exit status of a process that ended for this signal: 128 and its number. */
    int status() {
      return status;
    }

    /** How people call it. */
    String label() {
      return label;
    }
  }

  private record Previous(Stop stop, @Nullable Object handler) {}

  private final AtomicReference<Optional<Stop>> requested = new AtomicReference<>(Optional.empty());
  private final List<Previous> previous = new ArrayList<>();

  private StopSignals() {}

  /** Listens from now on until it is closed. */
  static StopSignals listen() {
    StopSignals signals = new StopSignals();
    for (Stop stop : Stop.values()) {
      Object before = Signals.register(stop.signal, () -> signals.request(stop));
      signals.previous.add(new Previous(stop, before));
    }
    return signals;
  }

  /** Listens to nothing; requests come from {@link #request} alone. */
  static StopSignals deaf() {
    return new StopSignals();
  }

  /** What a signal does. */
  void request(Stop stop) {
    if (!requested.compareAndSet(Optional.empty(), Optional.of(stop))) {
      Runtime.getRuntime().halt(stop.status);
    }
  }

  /** The first signal that came, if one did. */
  Optional<Stop> requested() {
    return requested.get();
  }

  @Override
  public void close() {
    previous.forEach(entry -> Signals.unregister(entry.stop.signal, entry.handler));
    previous.clear();
  }
}
