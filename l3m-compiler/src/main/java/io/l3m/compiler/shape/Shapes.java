// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.shape;

import io.l3m.compiler.schema.PortType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shapes in words, and the shape of a batch. */
public final class Shapes {

  /** The size of a batch, known only at run time. */
  public static final Dim BATCH = new Dim.Symbol("B");

  private Shapes() {}

  /** A shape as people write it: {@code float[B, 197, 1024]}. */
  public static String show(Shape shape) {
    return switch (shape) {
      case Shape.TensorShape(PortType.Kind kind, List<Dim> dims) -> show(kind) + Dims.show(dims);
      case Shape.ListShape(long count, Shape.TensorShape element) ->
          "list of " + count + " × " + show(element);
      case Shape.Opaque(String what) -> what;
      case Shape.Unknown unknown -> "unknown";
    };
  }

  /** A kind of elements as messages name it. */
  public static String show(PortType.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** Kinds as a choice: {@code int or float}. */
  public static String show(Collection<PortType.Kind> kinds) {
    return kinds.stream().sorted().map(Shapes::show).collect(Collectors.joining(" or "));
  }

  /** A batch of such values. */
  public static Shape batched(Shape shape) {
    return switch (shape) {
      case Shape.TensorShape(PortType.Kind kind, List<Dim> dims) -> {
        List<Dim> more = new ArrayList<>();
        more.add(BATCH);
        more.addAll(dims);
        yield new Shape.TensorShape(kind, more);
      }
      case Shape.ListShape list -> new Shape.Unknown();
      case Shape.Opaque(String what) -> new Shape.Opaque("list of " + what);
      case Shape.Unknown unknown -> unknown;
    };
  }
}
