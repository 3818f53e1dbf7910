// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import io.l3m.runtime.block.Model;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.block.Parameters;
import io.l3m.runtime.data.MiniBatch;
import io.l3m.runtime.loss.Criterion;
import io.l3m.runtime.loss.LossValue;
import io.l3m.runtime.loss.Measure;
import io.l3m.runtime.optim.Gradients;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import io.l3m.runtime.tensor.TorchThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.bytedeco.pytorch.Tensor;

/**
 * Computes the parts of a batch side by side, a part a core, each operation on one thread. Small
 * and medium matrices gain little from several threads each, but a batch has many samples, and one
 * meeting of the threads a step costs nothing.
 *
 * <p>The gradient is the weighted mean of the parts' gradients, added in a fixed order, so a run
 * repeats to the last bit; against the whole batch it differs by rounding only. It serves models
 * that compute each sample apart and losses that are means over samples, or over what samples have
 * different numbers of, such as tokens that are no padding, or that compare a vector of each sample
 * with those of the others; all others run as a whole.
 */
final class Lanes<B extends MiniBatch<B>, O> implements AutoCloseable {

  /**
   * Each lane has gradients of its own; beyond this many bytes they would cost more than gained.
   */
  private static final long MOST_GRADIENT_BYTES = 256L << 20;

  private final Model<B, O> model;
  private final Criterion<B, O> criterion;
  private final List<Parameter> trainable;
  private final int lanes;
  private final long fewest;
  private final int threadsBefore;
  private final ExecutorService others;
  private boolean separable; // not until a loss says so
  private boolean divided;

  private record Part(LossValue loss, List<Tensor> gradients) {}

  private Lanes(
      Model<B, O> model, Criterion<B, O> criterion, List<Parameter> trainable, int lanes) {
    this.model = model;
    this.criterion = criterion;
    this.trainable = trainable;
    this.lanes = lanes;
    this.fewest = model.fewestSamplesApart();
    this.threadsBefore = TorchThreads.get();
    this.others =
        Executors.newFixedThreadPool(
            Math.max(1, lanes - 1),
            task -> Thread.ofPlatform().daemon().name("lane-", 0).unstarted(prepared(task)));
  }

  private static Runnable prepared(Runnable task) {
    return () -> {
      TorchThreads.set(1);
      task.run();
    };
  }

  /**
   * As many lanes as there are threads for operations, the caller's among them; with one, and on a
   * GPU, batches run as a whole.
   */
  static <B extends MiniBatch<B>, O> Lanes<B, O> of(
      Model<B, O> model, Criterion<B, O> criterion, Parameters parameters, Device device) {
    int wanted = device.equals(Device.CPU) ? TorchThreads.get() : 1;
    boolean serves =
        model.keepsSamplesApart() && 4 * parameters.count() * (wanted - 1) <= MOST_GRADIENT_BYTES;
    return new Lanes<>(model, criterion, parameters.trainable(), serves ? wanted : 1);
  }

  /** Learns from the loss of a batch whether the samples of the next ones may be taken apart. */
  void heed(LossValue loss) {
    separable = loss.isSeparable();
  }

  /**
   * Gets ready for a batch. In lanes, operations of the caller's thread run on it alone, also those
   * between batches: they are too small to share, since on a busy machine each meeting of several
   * threads may cost a time slice. What runs as a whole has all threads.
   *
   * @return whether a batch of this size is to run in lanes
   */
  boolean divide(long size) {
    boolean apart = separable && lanesFor(size) > 1;
    if (apart && !divided) {
      TorchThreads.set(1);
    } else if (!apart) {
      pause();
    }
    divided = apart;
    return apart;
  }

  /** Evaluation, which runs as a whole, has all threads until the next batch in lanes. */
  void pause() {
    if (divided) {
      TorchThreads.set(threadsBefore);
      divided = false;
    }
  }

  /** How many lanes a batch of this size uses; 1 means that it runs as a whole. */
  int lanesFor(long size) {
    for (int count = lanes; count > 1; count--) {
      if (size % count == 0 && size / count >= fewest) {
        return count;
      }
    }
    return 1;
  }

  /**
   * Adds the gradient of a batch to that of the parameters.
   *
   * @param share what the loss is divided by before
   * @return the loss of the whole batch, without gradient, and the means of what the parts report
   */
  LossValue backward(B batch, long share) {
    int count = lanesFor(batch.size());
    long length = batch.size() / count;
    List<Part> parts;
    try (Meeting meeting = new Meeting(count)) {
      List<Future<Part>> running = new ArrayList<>();
      for (int i = 1; i < count; i++) {
        int lane = i;
        B part = batch.narrow(lane * length, length);
        running.add(others.submit(() -> compute(part, meeting, lane, share)));
      }
      FutureTask<Part> first =
          new FutureTask<>(() -> compute(batch.narrow(0, length), meeting, 0, share));
      running.addFirst(first);
      first.run();
      parts = await(running);
    }
    Gradients.addTo(trainable, parts.stream().map(Part::gradients).toList());
    return sum(parts.stream().map(Part::loss).toList());
  }

  private Part compute(B part, Meeting meeting, int lane, long share) throws InterruptedException {
    boolean done = false;
    try (TensorScope scope = TensorScope.open()) {
      Meeting.Outcome outcome = forward(part, meeting, lane);
      List<Tensor> gradients = Gradients.of(outcome.roots(), 1.0 / share, weights());
      LossValue own = outcome.loss();
      gradients.forEach(scope::keep);
      LossValue value = new LossValue(own.loss().detach(), own.measures()).kept(scope);
      done = true;
      return new Part(value, gradients);
    } finally {
      if (!done) {
        meeting.abandon();
      }
    }
  }

  /** Of what the way forward made, only that stays which the way back begins with or needs. */
  private Meeting.Outcome forward(B part, Meeting meeting, int lane) throws InterruptedException {
    try (TensorScope scope = TensorScope.open()) {
      List<LossValue> terms = criterion.compute(part, model.forward(part)).terms();
      return meeting.settle(lane, terms).kept(scope);
    }
  }

  private List<Tensor> weights() {
    return trainable.stream().map(Parameter::tensor).toList();
  }

  /** Waits for all, so that nothing runs on behind an error. */
  private static List<Part> await(List<Future<Part>> running) {
    List<Part> parts = new ArrayList<>();
    RuntimeException failure = null;
    for (Future<Part> lane : running) {
      try {
        parts.add(lane.get());
      } catch (ExecutionException e) {
        failure = failure == null || isFollowUp(failure) ? asRuntime(e) : failure;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted in the middle of a step", e);
      }
    }
    if (failure != null) {
      throw failure;
    }
    return parts;
  }

  private static boolean isFollowUp(RuntimeException failure) {
    return failure instanceof Meeting.Abandoned;
  }

  private static RuntimeException asRuntime(ExecutionException e) {
    return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
  }

  private static LossValue sum(List<LossValue> losses) {
    List<Measure> measures = new ArrayList<>();
    for (int i = 0; i < losses.getFirst().measures().size(); i++) {
      int index = i;
      List<Tensor> values = losses.stream().map(l -> l.measures().get(index).value()).toList();
      measures.add(new Measure(losses.getFirst().measures().get(i).name(), adopted(values)));
    }
    return new LossValue(adopted(losses.stream().map(LossValue::loss).toList()), measures);
  }

  /** The sum of values made by the lanes, which die here. */
  private static Tensor adopted(List<Tensor> values) {
    Tensor sum = Tensors.stack(values).sum();
    values.forEach(Tensor::close);
    return sum;
  }

  @Override
  public void close() {
    pause();
    others.shutdownNow();
  }
}
