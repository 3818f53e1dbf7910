// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.shape;

import java.util.List;
import java.util.stream.Collectors;

/** Arithmetic of sizes. Results are simplified; what touches an unknown size is unknown. */
public final class Dims {

  private Dims() {}

  /** A size that is known. */
  public static Dim fixed(long size) {
    return new Dim.Fixed(size);
  }

  /** The sum. */
  public static Dim sum(Dim left, Dim right) {
    return Linear.of(new Dim.Sum(left, right)).map(Linear::toDim).orElseGet(Dim.Unknown::new);
  }

  /** The difference. */
  public static Dim difference(Dim left, Dim right) {
    return sum(left, product(fixed(-1), right));
  }

  /** The product. */
  public static Dim product(Dim left, Dim right) {
    return Linear.of(new Dim.Product(left, right)).map(Linear::toDim).orElseGet(Dim.Unknown::new);
  }

  /** The quotient, rounded down. */
  public static Dim quotient(Dim left, Dim right) {
    return Linear.of(new Dim.Quotient(left, right)).map(Linear::toDim).orElseGet(Dim.Unknown::new);
  }

  /** The smaller one, if it is known which that is. */
  public static Dim minimum(Dim left, Dim right) {
    if (left instanceof Dim.Fixed(long a) && right instanceof Dim.Fixed(long b)) {
      return fixed(Math.min(a, b));
    }
    return left.equals(right) ? left : new Dim.Unknown();
  }

  /** The larger one, if it is known which that is. */
  public static Dim maximum(Dim left, Dim right) {
    if (left instanceof Dim.Fixed(long a) && right instanceof Dim.Fixed(long b)) {
      return fixed(Math.max(a, b));
    }
    return left.equals(right) ? left : new Dim.Unknown();
  }

  /**
   * Whether two sizes differ whatever the symbols in them are: {@code 3} and {@code 4}, {@code T}
   * and {@code T - 1}.
   */
  public static boolean disagree(Dim left, Dim right) {
    return difference(left, right) instanceof Dim.Fixed(long apart) && apart != 0;
  }

  /** A size as people write it. */
  public static String show(Dim dim) {
    return switch (dim) {
      case Dim.Fixed(long size) -> Long.toString(size);
      case Dim.Symbol(String name) -> name;
      case Dim.Unknown unknown -> "?";
      case Dim.Sum(Dim left, Dim.Fixed(long size)) when size < 0 -> show(left) + " - " + -size;
      case Dim.Sum(Dim left, Dim right) -> show(left) + " + " + show(right);
      case Dim.Product(Dim left, Dim right) -> factor(left) + " * " + factor(right);
      case Dim.Quotient(Dim left, Dim right) -> factor(left) + " / " + factor(right);
    };
  }

  private static String factor(Dim dim) {
    return dim instanceof Dim.Sum ? "(" + show(dim) + ")" : show(dim);
  }

  /** Sizes in brackets: {@code [B, 197, 1024]}. */
  public static String show(List<Dim> dims) {
    return dims.stream().map(Dims::show).collect(Collectors.joining(", ", "[", "]"));
  }
}
