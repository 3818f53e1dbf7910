// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A loader whose batches are made by threads of its own. Batches are begun and handed out in the
 * order of the plan; only their making overlaps, so the number of threads changes nothing but time.
 */
final class WorkerLoader<S, B> implements Loader<B> {

  /**
   * How long closing waits for samples that are being read; a hung file system must not hold it.
   */
  private static final int CLOSING_SECONDS = 10;

  private static final AtomicInteger LOADERS = new AtomicInteger();

  private final DataLoader settings;
  private final Supplier<BatchPlan> newPlan;
  private final BatchMaker<S, B> maker;
  private final ExecutorService workers;
  private final Queue<CompletableFuture<B>> begun = new ArrayDeque<>();
  private @Nullable CompletableFuture<BatchPlan> planning;
  private AtomicBoolean abandoned = new AtomicBoolean();
  private long position;
  private volatile boolean closed;

  WorkerLoader(DataLoader settings, Supplier<BatchPlan> newPlan, BatchMaker<S, B> maker) {
    this.settings = settings;
    this.newPlan = newPlan;
    this.maker = maker;
    // Without workers one thread still makes the batches, while the caller waits: so batches are
    // made outside any scope of the caller, whatever the number of workers.
    this.workers = Executors.newFixedThreadPool(Math.max(1, settings.numWorkers()), threads());
  }

  private static ThreadFactory threads() {
    int loader = LOADERS.incrementAndGet();
    AtomicInteger workers = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "loader-" + loader + "-" + workers.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public long batches() {
    return plan().batches();
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public boolean hasNext() {
    return position < plan().batches();
  }

  @Override
  public void prefetch() {
    var unused = planning(workers).thenRun(() -> begin(ahead()));
  }

  private int ahead() {
    return settings.numWorkers() * settings.prefetchFactor();
  }

  @Override
  public B next() {
    if (!hasNext()) {
      throw new NoSuchElementException("all " + batches() + " batches have been read");
    }
    CompletableFuture<B> first = begin(Math.max(1, ahead())).orElseThrow(WorkerLoader::closed);
    try {
      B batch = await(first);
      taken();
      return batch;
    } catch (DataException e) {
      moveTo(position);
      throw e;
    }
  }

  private static IllegalStateException closed() {
    return new IllegalStateException("the loader is closed");
  }

  private synchronized void taken() {
    CompletableFuture<B> unused = begun.remove();
    position++;
    begin(ahead());
  }

  /** The plan, which is made by the executor that asks for it first. */
  private synchronized CompletableFuture<BatchPlan> planning(Executor executor) {
    if (planning == null) {
      planning = CompletableFuture.supplyAsync(newPlan, executor);
    }
    return planning;
  }

  private BatchPlan plan() {
    if (closed) {
      throw closed();
    }
    try {
      return planning(Runnable::run).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : e;
    }
  }

  /** Begins batches until so many are under way, and returns the first of them. */
  @CanIgnoreReturnValue
  private synchronized Optional<CompletableFuture<B>> begin(int ahead) {
    if (closed) {
      return Optional.empty();
    }
    AtomicBoolean unwanted = abandoned;
    BatchPlan reading = plan();
    while (begun.size() < ahead && reading.hasNext()) {
      BatchPlan.Batch next = reading.next();
      begun.add(CompletableFuture.supplyAsync(() -> maker.make(next, unwanted::get), workers));
    }
    return Optional.ofNullable(begun.peek());
  }

  private B await(CompletableFuture<B> batch) {
    try {
      return settings.timeout().isZero()
          ? batch.get()
          : batch.get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (TimeoutException e) {
      throw new DataException(
          "Batch %d was not ready after %s s; raise `timeout` or `num_workers`"
              .formatted(position, settings.timeout().toMillis() / 1000.0),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException("Interrupted while waiting for batch " + position, e);
    }
  }

  /** Thrown anew, so that the trace shows who waited as well as who failed. */
  private static DataException failure(ExecutionException e) {
    return switch (e.getCause()) {
      case Error error -> throw error;
      case DataException known -> new DataException(String.valueOf(known.getMessage()), known);
      case null, default -> new DataException("Cannot make a batch: " + e.getMessage(), e);
    };
  }

  @Override
  public void seek(long target) {
    if (target != position) {
      moveTo(target);
    }
  }

  private void moveTo(long target) {
    BatchPlan reading = plan();
    synchronized (this) {
      abandon();
      reading.seek(target);
      position = target;
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      abandon();
    }
    workers.shutdown();
    try {
      if (!workers.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException e) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** Gives up the batches that are begun; each is freed as soon as it is made. */
  private void abandon() {
    abandoned.set(true);
    abandoned = new AtomicBoolean();
    for (CompletableFuture<B> batch : begun) {
      var unused = batch.thenAccept(Batches::free);
    }
    begun.clear();
  }
}
