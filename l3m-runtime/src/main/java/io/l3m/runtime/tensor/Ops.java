// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.tensor;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.ListType;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.Type;

/**
 * Operators by name through libtorch's dispatcher, for those that have no Java method (all whose
 * name begins with an underscore). Handles are looked up once; argument lists that stay the same
 * from step to step should be built once with {@link #list} and {@link TensorScope#immortal}.
 */
public final class Ops {

  private static final ConcurrentHashMap<String, OperatorHandle> HANDLES =
      new ConcurrentHashMap<>();

  private static final Type.TypePtr TENSOR =
      TensorScope.immortal(TensorScope.immortal(ListType.ofTensors()).containedType(0));

  /** The absent argument. */
  public static final IValue NONE = TensorScope.immortal(new IValue());

  private Ops() {}

  /**
   * Calls an operator, such as {@code _fused_adamw_}.
   *
   * @param name without the name space {@code aten}
   * @param overload empty for the operator's only form
   * @param arguments all of them, in the order of its schema
   * @return its results
   */
  public static IValueVector call(String name, String overload, IValue... arguments) {
    IValueVector stack = new IValueVector(arguments);
    handle(name, overload).callBoxed(stack);
    return stack;
  }

  /** As {@link #call}, for operators with one tensor as their result. */
  public static Tensor tensor(String name, String overload, IValue... arguments) {
    return new Tensor(call(name, overload, arguments).get(0).toTensor());
  }

  /** A list of tensors as an argument; it keeps hold of the tensors while it lives. */
  public static IValue list(List<Tensor> tensors) {
    GenericList list = new GenericList(TENSOR);
    list.reserve(tensors.size());
    for (Tensor tensor : tensors) {
      list.push_back(new IValue(tensor));
    }
    return new IValue(list);
  }

  private static OperatorHandle handle(String name, String overload) {
    return HANDLES.computeIfAbsent(
        overload.isEmpty() ? name : name + "." + overload,
        key ->
            TensorScope.immortal(
                Dispatcher.singleton().findSchemaOrThrow("aten::" + name, overload)));
  }
}
