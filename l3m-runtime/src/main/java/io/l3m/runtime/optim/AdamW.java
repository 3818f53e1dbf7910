// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.NamedTensor;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.GradMode;
import io.l3m.runtime.tensor.Ops;
import io.l3m.runtime.tensor.Scalars;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2017, https://arxiv.org/abs/1711.05101):
 * p ← p · (1 - lr · λ) - lr · m̂ / (√v̂ + eps), computed by libtorch's fused kernel, one call per
 * group and step.
 */
public final class AdamW implements Optimizer {

  private final Builder settings;
  private final List<Group> groups;

  private AdamW(Builder settings, List<ParameterGroup> groups) {
    this.settings = settings;
    this.groups = groups.stream().map(group -> new Group(group, settings.amsgrad)).toList();
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public void step(double learningRate) {
    try (TensorScope scope = TensorScope.open();
        GradMode none = GradMode.disabled()) {
      for (Group group : groups) {
        group.step(learningRate * group.group.lrScale(), settings);
      }
    }
  }

  @Override
  public List<ParameterGroup> groups() {
    return groups.stream().map(group -> group.group).toList();
  }

  @Override
  public List<NamedTensor> state() {
    return groups.stream().flatMap(group -> group.slots.stream()).flatMap(Slot::named).toList();
  }

  @Override
  public void load(List<NamedTensor> state) {
    OptimizerState.load(state(), state);
  }

  /** The state of one parameter. */
  private record Slot(
      Parameter parameter, Tensor step, Tensor average, Tensor square, Optional<Tensor> maximum) {

    static Slot of(Parameter parameter, boolean amsgrad) {
      Device device = Device.of(parameter.tensor());
      return new Slot(
          parameter,
          TensorScope.immortal(Tensors.zeros(device, Dtype.FLOAT32)),
          zeros(parameter),
          zeros(parameter),
          amsgrad ? Optional.of(zeros(parameter)) : Optional.empty());
    }

    private static Tensor zeros(Parameter parameter) {
      return TensorScope.immortal(torch.zeros_like(parameter.tensor()));
    }

    Stream<NamedTensor> named() {
      Stream<NamedTensor> common =
          Stream.of(
              new NamedTensor(parameter.name() + ".step", step),
              new NamedTensor(parameter.name() + ".exp_avg", average),
              new NamedTensor(parameter.name() + ".exp_avg_sq", square));
      return Stream.concat(
          common,
          maximum.stream().map(m -> new NamedTensor(parameter.name() + ".max_exp_avg_sq", m)));
    }
  }

  /** A group and the argument lists of its kernel call, made once for the usual case. */
  private static final class Group {

    /** Waking threads for each tensor costs more than the work on one smaller than this. */
    private static final long WORTH_SHARING = 50_000;

    private final ParameterGroup group;
    private final List<Slot> slots;
    private final Lists all;
    private final boolean small;

    Group(ParameterGroup group, boolean amsgrad) {
      this.group = group;
      try (GradMode none = GradMode.disabled()) {
        this.slots = group.parameters().stream().map(p -> Slot.of(p, amsgrad)).toList();
      }
      this.all = Lists.of(slots);
      all.immortalise();
      long elements = slots.stream().mapToLong(slot -> slot.parameter().count()).sum();
      this.small = elements < WORTH_SHARING * slots.size();
    }

    void step(double learningRate, Builder settings) {
      List<Slot> present = new ArrayList<>(slots.size());
      List<Tensor> gradients = new ArrayList<>(slots.size());
      for (Slot slot : slots) {
        slot.parameter()
            .grad()
            .ifPresent(gradient -> {
              present.add(slot);
              gradients.add(gradient);
            });
      }
      if (present.isEmpty()) {
        return;
      }
      Lists lists = present.size() == slots.size() ? all : Lists.of(present);
      int threads = torch.get_num_threads();
      if (small) {
        torch.set_num_threads(1);
      }
      try {
        update(lists, gradients, learningRate, settings);
      } finally {
        torch.set_num_threads(threads);
      }
    }

    private void update(
        Lists lists, List<Tensor> gradients, double learningRate, Builder settings) {
      IValueVector counted = Ops.call("_foreach_add_", "Scalar", lists.steps(), settings.one());
      counted.close();
      IValueVector updated =
          Ops.call(
              "_fused_adamw_",
              "",
              lists.parameters(),
              Ops.list(gradients),
              lists.averages(),
              lists.squares(),
              lists.maxima(),
              lists.steps(),
              new IValue(learningRate),
              new IValue(settings.betas[0]),
              new IValue(settings.betas[1]),
              new IValue(group.weightDecay()),
              new IValue(settings.eps),
              new IValue(settings.amsgrad),
              new IValue(settings.maximize),
              Ops.NONE,
              Ops.NONE);
      updated.close();
    }
  }

  /** The tensors of some slots, kind by kind. */
  private record Lists(
      IValue parameters, IValue averages, IValue squares, IValue maxima, IValue steps) {

    static Lists of(List<Slot> slots) {
      return new Lists(
          Ops.list(slots.stream().map(slot -> slot.parameter().tensor()).toList()),
          Ops.list(slots.stream().map(Slot::average).toList()),
          Ops.list(slots.stream().map(Slot::square).toList()),
          Ops.list(slots.stream().flatMap(slot -> slot.maximum().stream()).toList()),
          Ops.list(slots.stream().map(Slot::step).toList()));
    }

    void immortalise() {
      for (IValue list : List.of(parameters, averages, squares, maxima, steps)) {
        TensorScope.immortal(list);
      }
    }
  }

  /** Parameters of {@link AdamW}. */
  public static final class Builder implements OptimizerFactory {

    private double[] betas = {0.9, 0.999};
    private double eps = 1e-8;
    private boolean amsgrad;
    private boolean maximize;

    private Builder() {}

    /** Without effect: the schedule gives the learning rate of each step. */
    @CanIgnoreReturnValue
    public Builder lr(double lr) {
      return this;
    }

    /** How slowly the averages of gradient and square follow. */
    @CanIgnoreReturnValue
    public Builder betas(double... betas) {
      this.betas = betas.clone();
      return this;
    }

    /** Added to the root of the mean square; 1e-8 unless set. */
    @CanIgnoreReturnValue
    public Builder eps(double eps) {
      this.eps = eps;
      return this;
    }

    /** Without effect: each group has its own. */
    @CanIgnoreReturnValue
    public Builder weightDecay(double weightDecay) {
      return this;
    }

    /** Whether the largest mean square so far counts; false unless set. */
    @CanIgnoreReturnValue
    public Builder amsgrad(boolean amsgrad) {
      this.amsgrad = amsgrad;
      return this;
    }

    /** Whether it climbs rather than descends; false unless set. */
    @CanIgnoreReturnValue
    public Builder maximize(boolean maximize) {
      this.maximize = maximize;
      return this;
    }

    /** Without effect: the fused kernel is always used. */
    @CanIgnoreReturnValue
    public Builder fused(boolean fused) {
      return this;
    }

    /** Without effect, as {@code fused}. */
    @CanIgnoreReturnValue
    public Builder foreach(boolean foreach) {
      return this;
    }

    @Override
    public AdamW create(List<ParameterGroup> groups) {
      Checks.that(
          betas.length == 2 && inRange(betas[0]) && inRange(betas[1]),
          "`betas` takes two numbers in [0, 1), not " + Arrays.toString(betas));
      Checks.that(eps >= 0, "`eps` must not be negative, but is " + eps);
      Builder copy = new Builder();
      copy.betas(betas).eps(eps).amsgrad(amsgrad).maximize(maximize);
      return new AdamW(copy, groups);
    }

    private static boolean inRange(double beta) {
      return beta >= 0 && beta < 1;
    }

    private IValue one() {
      return new IValue(Scalars.of(1.0));
    }
  }
}
