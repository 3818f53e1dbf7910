// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The functions that a {@link Formula} may call, in Python and in Java. */
public enum FormulaFunction {
  SQRT("math.sqrt", 1, "Math.sqrt(%s)"),
  LOG("math.log", 1, "Math.log(%s)"),
  LOG2("math.log2", 1, "Math.log(%s) / Math.log(2)"),
  LOG10("math.log10", 1, "Math.log10(%s)"),
  EXP("math.exp", 1, "Math.exp(%s)"),
  POW("math.pow", 2, "Math.pow(%s, %s)"),
  POWER("pow", 2, "Math.pow(%s, %s)"),
  FLOOR("math.floor", 1, "Math.floor(%s)"),
  CEIL("math.ceil", 1, "Math.ceil(%s)"),
  FABS("math.fabs", 1, "Math.abs(%s)"),
  ABS("abs", 1, "Math.abs(%s)"),
  ROUND("round", 1, "Math.rint(%s)"),
  FLOAT("float", 1, "(%s)"),
  INT("int", 1, "(double) (long) (%s)"),
  MIN("min", 2, "Math.min(%s, %s)"),
  MAX("max", 2, "Math.max(%s, %s)");

  private final String python;
  private final int arity;
  private final String java;

  FormulaFunction(String python, int arity, String java) {
    this.python = python;
    this.arity = arity;
    this.java = java;
  }

  static Optional<FormulaFunction> named(String python) {
    return Arrays.stream(values()).filter(found -> found.python.equals(python)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(found -> found.python).toList();
  }

  int arity() {
    return arity;
  }

  double at(double[] arguments) {
    double x = arguments[0];
    return switch (this) {
      case SQRT -> Math.sqrt(x);
      case LOG -> Math.log(x);
      case LOG2 -> Math.log(x) / Math.log(2);
      case LOG10 -> Math.log10(x);
      case EXP -> Math.exp(x);
      case POW, POWER -> Math.pow(x, arguments[1]);
      case FLOOR -> Math.floor(x);
      case CEIL -> Math.ceil(x);
      case FABS, ABS -> Math.abs(x);
      case ROUND -> Math.rint(x);
      case FLOAT -> x;
      case INT -> x < 0 ? Math.ceil(x) : Math.floor(x);
      case MIN -> Math.min(x, arguments[1]);
      case MAX -> Math.max(x, arguments[1]);
    };
  }

  String java(List<String> arguments) {
    String call = java.formatted(arguments.toArray());
    return this == LOG2 || this == INT ? "(" + call + ")" : call;
  }
}
