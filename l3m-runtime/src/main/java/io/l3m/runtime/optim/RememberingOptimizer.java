// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import io.l3m.runtime.block.NamedTensor;
import io.l3m.runtime.tensor.GradMode;
import io.l3m.runtime.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * An optimiser that remembers some tensors beside each parameter and updates the parameters of a
 * group at once, by one rule.
 */
final class RememberingOptimizer implements Optimizer {

  private final UpdateRule rule;
  private final List<Group> groups;

  /** {@code kinds} are the names of what is remembered, in the order of checkpoints. */
  RememberingOptimizer(List<ParameterGroup> groups, List<String> kinds, UpdateRule rule) {
    this.rule = rule;
    this.groups = groups.stream().map(group -> new Group(group, kinds)).toList();
  }

  @Override
  public void step(double learningRate) {
    try (TensorScope scope = TensorScope.open();
        GradMode none = GradMode.disabled()) {
      groups.forEach(group -> group.step(learningRate * group.group.lrScale(), rule));
    }
  }

  @Override
  public List<ParameterGroup> groups() {
    return groups.stream().map(group -> group.group).toList();
  }

  @Override
  public List<NamedTensor> state() {
    return slots().flatMap(Slot::named).toList();
  }

  @Override
  public void load(List<NamedTensor> state) {
    OptimizerState.load(state(), state);
    slots().forEach(Slot::takeLoadedSteps);
  }

  private Stream<Slot> slots() {
    return groups.stream().flatMap(group -> group.slots.stream());
  }

  /** A group and what is remembered of its parameters. */
  private static final class Group {

    /** Waking threads for each tensor costs more than the work on one smaller than this. */
    private static final long WORTH_SHARING = 50_000;

    private final ParameterGroup group;
    private final List<Slot> slots;
    private final Members all;
    private final boolean small;

    /** Those that take the step together. */
    private record Ready(List<Slot> slots, List<Tensor> gradients) {}

    Group(ParameterGroup group, List<String> kinds) {
      this.group = group;
      this.slots = group.parameters().stream().map(p -> new Slot(p, kinds)).toList();
      this.all = Members.lasting(group, slots);
      long elements = slots.stream().mapToLong(slot -> slot.parameter().count()).sum();
      this.small = elements < WORTH_SHARING * slots.size();
    }

    void step(double learningRate, UpdateRule rule) {
      Map<Long, Ready> bySteps = ready();
      int threads = torch.get_num_threads();
      if (small) {
        torch.set_num_threads(1);
      }
      try {
        for (Ready ready : bySteps.values()) {
          ready.slots().forEach(Slot::countStep);
          Members members =
              ready.slots().size() == slots.size() ? all : Members.passing(group, ready.slots());
          rule.update(members.with(ready.gradients()), learningRate);
        }
      } finally {
        torch.set_num_threads(threads);
      }
    }

    /** Parameters that had no gradient in some step are behind the others in their count. */
    private Map<Long, Ready> ready() {
      Map<Long, Ready> bySteps = new TreeMap<>();
      for (Slot slot : slots) {
        slot.parameter()
            .grad()
            .ifPresent(gradient -> {
              Ready ready =
                  bySteps.computeIfAbsent(
                      slot.steps(), n -> new Ready(new ArrayList<>(), new ArrayList<>()));
              ready.slots().add(slot);
              ready.gradients().add(likeParameter(gradient));
            });
      }
      return bySteps;
    }

    /** The fused operators walk memory; they do not look at strides. */
    private static Tensor likeParameter(Tensor gradient) {
      return gradient.is_contiguous() ? gradient : gradient.contiguous();
    }
  }
}
