// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.shape;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A size as a constant plus multiples of atoms (symbols, and products and quotients that do not
 * simplify), which makes equal sizes equal.
 *
 * @param terms by what the atom prints as
 */
record Linear(Map<String, Term> terms, long constant) {

  /** A multiple of an atom. */
  private record Term(Dim atom, long factor) {}

  /** The form of a size; empty where something in it is unknown or too large for 64 bits. */
  static Optional<Linear> of(Dim dim) {
    try {
      return form(dim);
    } catch (ArithmeticException tooLarge) {
      return Optional.empty();
    }
  }

  private static Optional<Linear> form(Dim dim) {
    return switch (dim) {
      case Dim.Fixed(long size) -> Optional.of(new Linear(Map.of(), size));
      case Dim.Symbol symbol -> Optional.of(atom(symbol));
      case Dim.Unknown unknown -> Optional.empty();
      case Dim.Sum(Dim left, Dim right) -> form(left).flatMap(a -> form(right).map(a::plus));
      case Dim.Product(Dim left, Dim right) ->
          form(left).flatMap(a -> form(right).map(b -> product(a, b)));
      case Dim.Quotient(Dim left, Dim right) ->
          form(left).flatMap(a -> form(right).flatMap(b -> quotient(a, b)));
    };
  }

  private static Linear atom(Dim dim) {
    return new Linear(Map.of(Dims.show(dim), new Term(dim, 1)), 0);
  }

  private boolean isConstant() {
    return terms.isEmpty();
  }

  private Linear plus(Linear other) {
    Map<String, Term> all = new TreeMap<>(terms);
    other.terms.forEach((name, term) -> {
      long before = all.containsKey(name) ? all.get(name).factor() : 0;
      long factor = Math.addExact(before, term.factor());
      if (factor == 0) {
        all.remove(name);
      } else {
        all.put(name, new Term(term.atom(), factor));
      }
    });
    return new Linear(all, Math.addExact(constant, other.constant));
  }

  private Linear times(long factor) {
    if (factor == 0) {
      return new Linear(Map.of(), 0);
    }
    Map<String, Term> all = new TreeMap<>();
    terms.forEach((name, term) ->
        all.put(name, new Term(term.atom(), Math.multiplyExact(term.factor(), factor))));
    return new Linear(all, Math.multiplyExact(constant, factor));
  }

  private static Linear product(Linear left, Linear right) {
    if (left.isConstant()) {
      return right.times(left.constant);
    }
    if (right.isConstant()) {
      return left.times(right.constant);
    }
    return atom(new Dim.Product(left.toDim(), right.toDim()));
  }

  private static Optional<Linear> quotient(Linear left, Linear right) {
    if (!right.isConstant()) {
      return Optional.of(atom(new Dim.Quotient(left.toDim(), right.toDim())));
    }
    long divisor = right.constant;
    if (divisor == 0) {
      return Optional.empty();
    }
    if (left.isConstant()) {
      return Optional.of(new Linear(Map.of(), Math.floorDiv(left.constant, divisor)));
    }
    boolean whole =
        left.constant % divisor == 0
            && left.terms.values().stream().allMatch(term -> term.factor() % divisor == 0);
    if (!whole) {
      return Optional.of(atom(new Dim.Quotient(left.toDim(), right.toDim())));
    }
    Map<String, Term> all = new TreeMap<>();
    left.terms.forEach(
        (name, term) -> all.put(name, new Term(term.atom(), term.factor() / divisor)));
    return Optional.of(new Linear(all, left.constant / divisor));
  }

  /** The size in its simplest form. */
  Dim toDim() {
    Optional<Dim> sum = Optional.empty();
    for (Term term : terms.values()) {
      Dim product =
          term.factor() == 1
              ? term.atom()
              : new Dim.Product(new Dim.Fixed(term.factor()), term.atom());
      sum = Optional.of(sum.<Dim>map(before -> new Dim.Sum(before, product)).orElse(product));
    }
    if (sum.isEmpty()) {
      return new Dim.Fixed(constant);
    }
    return constant == 0 ? sum.get() : new Dim.Sum(sum.get(), new Dim.Fixed(constant));
  }
}
