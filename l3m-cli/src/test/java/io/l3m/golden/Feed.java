// SPDX-License-Identifier: Apache-2.0
package io.l3m.golden;

import io.l3m.runtime.data.BoolArray;
import io.l3m.runtime.data.FloatArray;
import io.l3m.runtime.data.HostArray;
import io.l3m.runtime.data.LongArray;
import io.l3m.runtime.nn.attention.AttentionMask;
import io.l3m.runtime.tensor.Tensors;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;

/** Recorded inputs as tensors that take gradients, and as the {@code Batch} of a program. */
final class Feed {

  private final Map<String, Recorded> inputs;
  private final Map<String, Tensor> leaves = new LinkedHashMap<>();

  Feed(Map<String, Recorded> inputs) {
    this.inputs = inputs;
    inputs.forEach((key, value) ->
        value
            .tensors()
            .forEach((part, array) -> leaves.put(value.fileName(key, part), leaf(array))));
  }

  /** A tensor by its name in the file, without {@code in.}. */
  Tensor leaf(String name) {
    return Objects.requireNonNull(leaves.get(name), name);
  }

  /**
   * A record of inputs.
   *
   * @param keys the data keys of its components
   */
  Object record(Class<?> type, List<String> keys) throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    List<Object> values = new ArrayList<>();
    List<Class<?>> types = new ArrayList<>();
    for (int i = 0; i < components.length; i++) {
      values.add(value(keys.get(i), components[i].getType()));
      types.add(components[i].getType());
    }
    Constructor<?> constructor = type.getConstructor(types.toArray(Class<?>[]::new));
    return constructor.newInstance(values.toArray());
  }

  private Object value(String key, Class<?> type) {
    Recorded recorded = inputs.get(key);
    if (recorded == null) {
      return Tensors.ofFloats(new float[] {0}, 1);
    }
    Map<String, Tensor> parts = new LinkedHashMap<>();
    recorded
        .tensors()
        .forEach((part, array) -> parts.put(part, leaf(recorded.fileName(key, part))));
    return switch (recorded.form()) {
      case SINGLE -> single(parts.values().iterator().next(), type);
      case LIST -> List.copyOf(parts.values());
      case HEADS -> parts;
    };
  }

  private static Object single(Tensor tensor, Class<?> type) {
    return type == AttentionMask.class ? AttentionMask.of(tensor) : tensor;
  }

  static Tensor tensor(HostArray array) {
    return switch (array) {
      case FloatArray floats -> Tensors.ofFloats(floats.values(), floats.shape());
      case LongArray longs -> Tensors.ofLongs(longs.values(), longs.shape());
      case BoolArray bools -> Tensors.ofBools(bools.values(), bools.shape());
    };
  }

  private static Tensor leaf(HostArray array) {
    Tensor tensor = tensor(array);
    if (array instanceof FloatArray) {
      tensor.set_requires_grad(true);
    }
    return tensor;
  }
}
