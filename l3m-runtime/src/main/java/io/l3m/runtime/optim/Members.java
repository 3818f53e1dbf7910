// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.Ops;
import io.l3m.runtime.tensor.TensorScope;
import io.l3m.runtime.tensor.Tensors;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Parameters that are updated together, as the lists that libtorch's operators on many tensors
 * take. All lists have the same order.
 */
final class Members {

  private final ParameterGroup group;
  private final List<Slot> slots;
  private final boolean lasting;
  private final Map<String, IValue> lists = new HashMap<>();
  private List<Tensor> gradients = List.of();

  private Members(ParameterGroup group, List<Slot> slots, boolean lasting) {
    this.group = group;
    this.slots = List.copyOf(slots);
    this.lasting = lasting;
  }

  /** For one step; its lists belong to the scope that is open. */
  static Members passing(ParameterGroup group, List<Slot> slots) {
    return new Members(group, slots, false);
  }

  /** For many steps; its lists are made once. */
  static Members lasting(ParameterGroup group, List<Slot> slots) {
    return new Members(group, slots, true);
  }

  Members with(List<Tensor> newGradients) {
    gradients = newGradients;
    return this;
  }

  /** The number of this step for each of them, from 1. */
  long step() {
    return slots.getFirst().steps();
  }

  double weightDecay() {
    return group.weightDecay();
  }

  List<Tensor> parameterTensors() {
    return slots.stream().map(slot -> slot.parameter().tensor()).toList();
  }

  IValue parameters() {
    return list("", parameterTensors());
  }

  /** As the backward pass left them. */
  IValue gradients() {
    return Ops.list(gradients);
  }

  List<Tensor> gradientTensors() {
    return gradients;
  }

  /**
   * What to go down along.
   *
   * @param upwards whether to climb instead
   * @param decay how much of the parameters is added to their gradients
   */
  IValue slope(boolean upwards, double decay) {
    IValue slope = upwards ? Foreach.neg(gradients()) : gradients();
    return decay == 0 ? slope : Foreach.add(slope, parameters(), decay);
  }

  IValue remembered(String kind) {
    return list(kind, slots.stream().map(slot -> slot.tensor(kind)).toList());
  }

  /** The step's number as one tensor, listed for each member. */
  IValue steps() {
    Device device = Device.of(slots.getFirst().parameter().tensor());
    Tensor count = Tensors.zeros(device, Dtype.FLOAT32);
    try (Scalar step = new Scalar((double) step())) {
      Tensor unused = count.fill_(step);
    }
    return Ops.list(Collections.nCopies(slots.size(), count));
  }

  private IValue list(String kind, List<Tensor> tensors) {
    if (!lasting) {
      return Ops.list(tensors);
    }
    return lists.computeIfAbsent(kind, k -> TensorScope.immortal(Ops.list(tensors)));
  }
}
