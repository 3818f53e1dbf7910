// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * Listens for Ctrl-C, for the request to end (SIGTERM) and for the loss of the terminal (SIGHUP)
 * while a run is going on. The first one is remembered, for the loop to look at between two steps;
 * a second one ends the process at once. What follows within half a second is not meant as a second
 * one: {@code timeout} and shells send their signal to the process and then to its group.
 */
final class StopSignals implements AutoCloseable {

  /** A signal that asks for the end. */
  enum Stop {
    HANG_UP("HUP", 129, "SIGHUP"),
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

  private record Request(Stop stop, long nanos) {}

  private static final long SAME_NANOS = 500_000_000;
  private static final Optional<Request> NONE = Optional.empty();

  private final AtomicReference<Optional<Request>> first = new AtomicReference<>(NONE);
  private final List<Previous> previous = new ArrayList<>();
  private final LongSupplier nanos;
  private final IntConsumer end;

  private StopSignals(LongSupplier nanos, IntConsumer end) {
    this.nanos = nanos;
    this.end = end;
  }

  /** Listens from now on until it is closed. */
  static StopSignals listen() {
    StopSignals signals = deaf(System::nanoTime, status -> Runtime.getRuntime().halt(status));
    for (Stop stop : Stop.values()) {
      Object before = Signals.register(stop.signal, () -> signals.request(stop));
      signals.previous.add(new Previous(stop, before));
    }
    return signals;
  }

  /**
   * Listens to nothing; requests come from {@link #request} alone.
   *
   * @param end ends the process with a status
   */
  static StopSignals deaf(LongSupplier nanos, IntConsumer end) {
    return new StopSignals(nanos, end);
  }

  /** What a signal does. */
  void request(Stop stop) {
    long now = nanos.getAsLong();
    Optional<Request> earlier = first.compareAndExchange(NONE, Optional.of(new Request(stop, now)));
    if (earlier.filter(request -> now - request.nanos > SAME_NANOS).isPresent()) {
      end.accept(stop.status);
    }
  }

  /** The first signal that came, if one did. */
  Optional<Stop> requested() {
    return first.get().map(Request::stop);
  }

  @Override
  public void close() {
    previous.forEach(entry -> Signals.unregister(entry.stop.signal, entry.handler));
    previous.clear();
  }
}
