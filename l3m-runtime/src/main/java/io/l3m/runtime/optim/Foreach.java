// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import io.l3m.runtime.tensor.Ops;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * Element-wise operations on each tensor of a list, one call for all. A name that ends in {@code
 * To} changes its first list in place; all others give new tensors, which belong to the open scope.
 */
final class Foreach {

  private Foreach() {}

  /** a ← a · factor. */
  static void mulTo(IValue a, double factor) {
    change("_foreach_mul_", "Scalar", a, number(factor));
  }

  /** a ← a · b. */
  static void mulTo(IValue a, IValue b) {
    change("_foreach_mul_", "List", a, b);
  }

  /** a ← a + constant. */
  static void addTo(IValue a, double constant) {
    change("_foreach_add_", "Scalar", a, number(constant));
  }

  /** a ← a + factor · b. */
  static void addTo(IValue a, IValue b, double factor) {
    change("_foreach_add_", "List", a, b, number(factor));
  }

  /** a ← a + share · (b - a). */
  static void lerpTo(IValue a, IValue b, double share) {
    change("_foreach_lerp_", "Scalar", a, b, number(share));
  }

  /** a ← a + factor · b · c. */
  static void addProductTo(IValue a, IValue b, IValue c, double factor) {
    change("_foreach_addcmul_", "Scalar", a, b, c, number(factor));
  }

  /** a ← a + factor · b / c. */
  static void addQuotientTo(IValue a, IValue b, IValue c, double factor) {
    change("_foreach_addcdiv_", "Scalar", a, b, c, number(factor));
  }

  /** a ← the larger of a and b. */
  static void maximumTo(IValue a, IValue b) {
    change("_foreach_maximum_", "List", a, b);
  }

  /** a ← √a. */
  static void sqrtTo(IValue a) {
    change("_foreach_sqrt_", "", a);
  }

  /** √a. */
  static IValue sqrt(IValue a) {
    return made("_foreach_sqrt", "", a);
  }

  /** -a. */
  static IValue neg(IValue a) {
    return made("_foreach_neg", "", a);
  }

  /** |a|. */
  static IValue abs(IValue a) {
    return made("_foreach_abs", "", a);
  }

  /** a · factor. */
  static IValue mul(IValue a, double factor) {
    return made("_foreach_mul", "Scalar", a, number(factor));
  }

  /** a · b, where b may have tensors without dimensions. */
  static IValue mul(IValue a, IValue b) {
    return made("_foreach_mul", "List", a, b);
  }

  /** a + factor · b. */
  static IValue add(IValue a, IValue b, double factor) {
    return made("_foreach_add", "List", a, b, number(factor));
  }

  /** a + factor · b · c. */
  static IValue addProduct(IValue a, IValue b, IValue c, double factor) {
    return made("_foreach_addcmul", "Scalar", a, b, c, number(factor));
  }

  /** The Euclidean norm of each, as tensors without dimensions. */
  static List<Tensor> norms(IValue a) {
    return tensors(made("_foreach_norm", "Scalar", a, number(2), Ops.NONE));
  }

  /** The tensors of a list. */
  static List<Tensor> tensors(IValue list) {
    return tensors(list.toTensorVector());
  }

  private static List<Tensor> tensors(TensorVector vector) {
    List<Tensor> tensors = new ArrayList<>();
    for (long i = 0; i < vector.size(); i++) {
      tensors.add(new Tensor(vector.get(i)));
    }
    return tensors;
  }

  static IValue list(TensorVector vector) {
    return Ops.list(tensors(vector));
  }

  private static void change(String name, String overload, IValue... arguments) {
    IValueVector unused = Ops.call(name, overload, arguments);
    unused.close();
  }

  private static IValue made(String name, String overload, IValue... arguments) {
    return new IValue(Ops.call(name, overload, arguments).get(0));
  }

  private static IValue number(double value) {
    return new IValue(value);
  }
}
