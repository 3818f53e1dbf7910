// SPDX-License-Identifier: Apache-2.0
package io.l3m.golden;

import com.google.gson.JsonObject;
import io.l3m.runtime.data.BoolArray;
import io.l3m.runtime.data.FloatArray;
import io.l3m.runtime.data.HostArray;
import io.l3m.runtime.data.LongArray;
import io.l3m.runtime.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Numbers beside recorded ones: {@code |a - b|} is at most the tolerance of the tensor and a
 * hundred thousandth of {@code |b|}; whole numbers and truth values are equal.
 */
final class Comparison {

  private static final double RELATIVE = 1e-5;

  private final JsonObject expect;
  private final List<String> faults = new ArrayList<>();
  private double worst;
  private int compared;
  private int unequal;

  Comparison(JsonObject expect) {
    this.expect = expect;
  }

  /** What is not as recorded, in words. */
  List<String> faults() {
    return faults;
  }

  /** The largest difference as a share of what is allowed. */
  double worst() {
    return worst;
  }

  /** How many tensors and numbers were compared. */
  int compared() {
    return compared;
  }

  /** How many initial values are not bit by bit as recorded. */
  int unequal() {
    return unequal;
  }

  void fault(String text) {
    faults.add(text);
  }

  /**
   * Compares a tensor.
   *
   * @param name as the tolerances name it, {@code grad.in.x}
   */
  void tensor(String name, Tensor found, HostArray wanted) {
    compared++;
    if (!sameShape(Tensors.shape(found), wanted.shape())) {
      fault(
          "%s is %s instead of %s"
              .formatted(
                  name, Arrays.toString(Tensors.shape(found)), Arrays.toString(wanted.shape())));
      return;
    }
    switch (wanted) {
      case FloatArray floats -> floats(name, Tensors.toFloats(found), floats.values());
      case LongArray longs -> equal(name, Arrays.equals(Tensors.toLongs(found), longs.values()));
      case BoolArray bools -> equal(name, Arrays.equals(Tensors.toBooleans(found), bools.values()));
    }
  }

  /** A number beside a recorded one, within a share of it. */
  void number(String name, double found, double wanted) {
    compared++;
    double share = expect.has("metrics_rtol") ? expect.get("metrics_rtol").getAsDouble() : RELATIVE;
    if (Double.isNaN(wanted) && Double.isNaN(found)) {
      return;
    }
    judge(name, Math.abs(found - wanted), 1e-6 + share * Math.abs(wanted));
  }

  /** A number that is known up to a tolerance of its own. */
  void within(String name, double found, double wanted, double tolerance) {
    compared++;
    judge(name, Math.abs(found - wanted), tolerance);
  }

  /** Something that is as recorded, or not at all. */
  void exact(String name, boolean same, String what) {
    compared++;
    if (!same) {
      fault(what + " of " + name + " is another");
    }
  }

  /** Numbers that differ by a few units in the last place at most; the unequal ones are counted. */
  void units(String name, Tensor tensor, float[] wanted, double most) {
    compared++;
    float[] found = Tensors.toFloats(tensor);
    double units = 0;
    for (int i = 0; i < wanted.length; i++) {
      units = Math.max(units, apart(found[i], wanted[i]) / Math.ulp(wanted[i]));
      unequal += found[i] == wanted[i] ? 0 : 1;
    }
    judge(name + " in units of the last place", units, most);
  }

  private void equal(String name, boolean same) {
    if (!same) {
      fault(name + " is not equal");
    }
  }

  private void floats(String name, float[] found, float[] wanted) {
    double tolerance = tolerance(name);
    double difference = 0;
    double allowed = tolerance;
    for (int i = 0; i < wanted.length; i++) {
      double apart = apart(found[i], wanted[i]);
      double limit = tolerance + RELATIVE * Math.abs(wanted[i]);
      if (apart / limit > difference / allowed) {
        difference = apart;
        allowed = limit;
      }
    }
    judge(name, difference, allowed);
  }

  private static double apart(float found, float wanted) {
    if (found == wanted || (Float.isNaN(found) && Float.isNaN(wanted))) {
      return 0;
    }
    double apart = Math.abs((double) found - wanted);
    return Double.isNaN(apart) ? Double.POSITIVE_INFINITY : apart;
  }

  private void judge(String name, double difference, double allowed) {
    worst = Math.max(worst, difference / allowed);
    if (!(difference <= allowed)) {
      fault("%s differs by %.3g, allowed %.3g".formatted(name, difference, allowed));
    }
  }

  private double tolerance(String name) {
    if (expect.has("tol") && expect.getAsJsonObject("tol").has(name)) {
      return expect.getAsJsonObject("tol").get(name).getAsDouble();
    }
    String wide = name.startsWith("grad.") ? "atol_grad" : "atol";
    return expect.has(wide) ? expect.get(wide).getAsDouble() : RELATIVE;
  }

  private static boolean sameShape(long[] found, long[] wanted) {
    return Arrays.equals(found, wanted);
  }
}
