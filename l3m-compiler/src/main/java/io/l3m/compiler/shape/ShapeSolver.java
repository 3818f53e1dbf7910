// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.shape;

import io.l3m.compiler.schema.Expr;
import io.l3m.compiler.schema.PortType;
import io.l3m.compiler.schema.PortType.AnyOf;
import io.l3m.compiler.schema.PortType.DimSpec;
import io.l3m.compiler.schema.PortType.SameAs;
import io.l3m.compiler.schema.PortType.TensorList;
import io.l3m.compiler.schema.PortType.TensorType;
import io.l3m.compiler.schema.PortType.Through;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Unifies the ports of one block with the values that reach it. Free names and the leading sizes
 * {@code ...} are bound by the first value that has them; the results are then known.
 *
 * <p>A size that contradicts becomes unknown, so that one contradiction is reported once and what
 * follows from it is not.
 */
public final class ShapeSolver {

  /** What the parameters of the block tell. */
  public interface Parameters {

    /** The value of an expression, with values for free names; unknown where they do not do. */
    Dim size(Expr expression, Map<String, Long> free);

    /** Whether a name is neither a parameter nor a let, so that values bind it. */
    boolean isFree(String name);

    /** What the block in a parameter makes of a value. */
    Shape through(String parameter, Shape input);
  }

  private final Parameters parameters;
  private final Map<String, Dim> free = new HashMap<>();
  private final Map<String, Shape> inputs = new HashMap<>();
  private final Set<Expr> contradicted = new HashSet<>();
  private final Set<Expr> overruled = new HashSet<>(); // where the first value stands
  private Optional<List<Dim>> rest = Optional.empty();
  private boolean another; // than the block was made for: its parameters tell no sizes any more

  public ShapeSolver(Parameters parameters) {
    this.parameters = parameters;
  }

  /**
   * Gives a value to a port.
   *
   * @param name of the port, for {@code same as}
   * @return why it does not fit, where it does not
   */
  public Optional<Mismatch> accept(String name, PortType type, Shape value) {
    Optional<Mismatch> mismatch = unify(type, value);
    inputs.put(name, mismatch.isPresent() ? new Shape.Unknown() : value);
    return mismatch;
  }

  /** Takes a size for unknown, since what it is made of was found to be wrong. */
  public void distrust(Expr size) {
    contradicted.add(size);
  }

  /** The shape of a value that the block makes. */
  public Shape result(PortType type) {
    return switch (type) {
      case TensorType tensor -> tensor(tensor);
      case TensorList list -> {
        TensorType element = list.element();
        yield size(list.count()) instanceof Dim.Fixed(long count)
                && tensor(element) instanceof Shape.TensorShape shape
            ? new Shape.ListShape(count, shape)
            : new Shape.Unknown();
      }
      case AnyOf any -> result(any.alternatives().getFirst());
      case SameAs same -> inputs.getOrDefault(same.name(), new Shape.Unknown());
      case Through through -> parameters.through(through.parameter(), result(through.input()));
      case PortType.Opaque opaque -> new Shape.Opaque(opaque.what());
    };
  }

  private Shape tensor(TensorType type) {
    if (type.kinds().size() != 1) {
      return new Shape.Unknown();
    }
    List<Dim> dims = new ArrayList<>();
    for (DimSpec spec : type.dims()) {
      switch (spec) {
        case DimSpec.Size(Expr value) -> dims.add(size(value));
        case DimSpec.MadeFor(Expr value, boolean bound) -> dims.add(size(value));
        case DimSpec.AnySize any -> dims.add(new Dim.Unknown());
        case DimSpec.Rest leading -> {
          if (rest.isEmpty()) {
            return new Shape.Unknown();
          }
          dims.addAll(rest.get());
        }
      }
    }
    return new Shape.TensorShape(type.kinds().iterator().next(), dims);
  }

  // ---- unification

  private Optional<Mismatch> unify(PortType type, Shape value) {
    if (value instanceof Shape.Unknown) {
      return Optional.empty();
    }
    return switch (type) {
      case TensorType tensor -> unifyTensor(tensor, value);
      case TensorList list -> unifyList(list, value);
      case AnyOf any -> unifyAny(any, value);
      case SameAs same ->
          inputs.containsKey(same.name())
              ? sameShape(inputs.get(same.name()), value)
              : Optional.empty();
      case Through through -> Optional.empty();
      case PortType.Opaque opaque -> Optional.empty();
    };
  }

  private Optional<Mismatch> unifyTensor(TensorType type, Shape value) {
    return switch (value) {
      case Shape.TensorShape tensor ->
          accepts(type, tensor)
              ? unifyDims(type, tensor.dims())
              : Optional.of(new Mismatch.Kind(type.kinds(), Shapes.show(tensor)));
      case Shape.ListShape list -> Optional.of(new Mismatch.Kind(type.kinds(), Shapes.show(list)));
      case Shape.Opaque opaque -> Optional.of(new Mismatch.Kind(type.kinds(), Shapes.show(opaque)));
      case Shape.Unknown unknown -> Optional.empty();
    };
  }

  /** A dense attention mask may also come as plain truth values, one for each pair of tokens. */
  private static boolean accepts(TensorType type, Shape.TensorShape value) {
    return type.kinds().contains(value.kind())
        || (type.kinds().contains(PortType.Kind.MASK)
            && value.kind() == PortType.Kind.BOOL
            && value.dims().size() == type.dims().size());
  }

  private Optional<Mismatch> unifyDims(TensorType type, List<Dim> dims) {
    List<DimSpec> specs = type.dims();
    int leading = specs.indexOf(new DimSpec.Rest());
    if (leading < 0 ? specs.size() != dims.size() : dims.size() < specs.size() - 1) {
      return Optional.of(new Mismatch.Rank(type, dims.size()));
    }
    int spread = leading < 0 ? 0 : dims.size() - (specs.size() - 1);
    Optional<Mismatch> first = Optional.empty();
    int axis = 0;
    for (DimSpec spec : specs) {
      Optional<Mismatch> found = Optional.empty();
      switch (spec) {
        case DimSpec.Size(Expr value) -> found = unifySize(value, dims.get(axis), axis++);
        case DimSpec.MadeFor madeFor -> found = unifyMadeFor(madeFor, dims.get(axis), axis++);
        case DimSpec.AnySize any -> axis++;
        case DimSpec.Rest any -> {
          found = unifyRest(dims.subList(axis, axis + spread), axis);
          axis += spread;
        }
      }
      first = first.isPresent() && !(works(first) && found.isPresent()) ? first : found;
    }
    return first;
  }

  private Optional<Mismatch> unifySize(Expr specified, Dim found, int axis) {
    if (contradicted.contains(specified) || overruled.contains(specified)) {
      return Optional.empty();
    }
    if (specified instanceof Expr.Name(String name) && parameters.isFree(name)) {
      Dim known = free.getOrDefault(name, new Dim.Unknown());
      if (known instanceof Dim.Unknown) {
        free.put(name, found);
        return Optional.empty();
      }
      if (Dims.disagree(known, found)) {
        overruled.add(specified);
        return Optional.of(new Mismatch.Size(axis, specified, known, found, false));
      }
      return Optional.empty();
    }
    Dim expected = size(specified);
    if (Dims.disagree(expected, found)) {
      contradicted.add(specified);
      return Optional.of(new Mismatch.Size(axis, specified, expected, found, false));
    }
    return Optional.empty();
  }

  private Optional<Mismatch> unifyMadeFor(DimSpec.MadeFor port, Dim found, int axis) {
    Expr specified = port.value();
    Dim expected = size(specified);
    if (!Dims.disagree(expected, found)) {
      return Optional.empty();
    }
    boolean works =
        expected instanceof Dim.Fixed(long most)
            && found instanceof Dim.Fixed(long size)
            && (size < most || !port.bound());
    another = works;
    contradicted.add(specified);
    return Optional.of(new Mismatch.Size(axis, specified, expected, found, works));
  }

  private static boolean works(Optional<Mismatch> mismatch) {
    return mismatch.orElseThrow() instanceof Mismatch.Size size && size.works();
  }

  private Optional<Mismatch> unifyRest(List<Dim> dims, int axis) {
    if (rest.isEmpty()) {
      rest = Optional.of(List.copyOf(dims));
      return Optional.empty();
    }
    List<Dim> known = rest.get();
    if (known.size() != dims.size()) {
      return Optional.of(new Mismatch.Leading(axis, new Dim.Unknown(), new Dim.Unknown()));
    }
    for (int i = 0; i < known.size(); i++) {
      if (Dims.disagree(known.get(i), dims.get(i))) {
        return Optional.of(new Mismatch.Leading(axis + i, known.get(i), dims.get(i)));
      }
    }
    return Optional.empty();
  }

  private Optional<Mismatch> unifyList(TensorList type, Shape value) {
    if (!(value instanceof Shape.ListShape list)) {
      return Optional.of(new Mismatch.Kind(type.element().kinds(), Shapes.show(value)));
    }
    if (type.count() instanceof Expr.Name(String name) && parameters.isFree(name)) {
      free.putIfAbsent(name, Dims.fixed(list.count()));
    }
    Dim count = size(type.count());
    if (Dims.disagree(count, Dims.fixed(list.count()))) {
      return Optional.of(new Mismatch.Count(type.count(), count, list.count()));
    }
    return unifyTensor(type.element(), list.element());
  }

  /** The first alternative that fits; else what is wrong with the nearest one. */
  private Optional<Mismatch> unifyAny(AnyOf any, Shape value) {
    Optional<Mismatch> nearest = Optional.empty();
    PortType chosen = any.alternatives().getFirst();
    for (PortType alternative : any.alternatives()) {
      ShapeSolver trial = copy();
      Optional<Mismatch> mismatch = trial.unify(alternative, value);
      if (mismatch.isEmpty()) {
        return unify(alternative, value);
      }
      boolean nearer = nearest.isEmpty() || (distance(mismatch.get()) < distance(nearest.get()));
      nearest = nearer ? mismatch : nearest;
      chosen = nearer ? alternative : chosen;
    }
    return unify(chosen, value);
  }

  private static int distance(Mismatch mismatch) {
    return switch (mismatch) {
      case Mismatch.Size size -> 0;
      case Mismatch.Leading leading -> 0;
      case Mismatch.Count count -> 1;
      case Mismatch.Rank rank -> 2;
      case Mismatch.Kind kind -> 3;
    };
  }

  private static Optional<Mismatch> sameShape(Shape before, Shape value) {
    if (before instanceof Shape.TensorShape(PortType.Kind kind, List<Dim> known)
        && value instanceof Shape.TensorShape(PortType.Kind otherKind, List<Dim> dims)
        && known.size() == dims.size()) {
      for (int i = 0; i < dims.size(); i++) {
        if (Dims.disagree(known.get(i), dims.get(i))) {
          return Optional.of(new Mismatch.Leading(i, known.get(i), dims.get(i)));
        }
      }
    }
    return Optional.empty();
  }

  private ShapeSolver copy() {
    ShapeSolver copy = new ShapeSolver(parameters);
    copy.free.putAll(free);
    copy.inputs.putAll(inputs);
    copy.contradicted.addAll(contradicted);
    copy.overruled.addAll(overruled);
    copy.rest = rest;
    copy.another = another;
    return copy;
  }

  // ---- expressions over free names

  private Dim size(Expr expression) {
    boolean free = expression instanceof Expr.Name(String name) && parameters.isFree(name);
    if (contradicted.contains(expression) || (another && !free)) {
      return new Dim.Unknown();
    }
    Dim known = parameters.size(expression, bindings());
    return known instanceof Dim.Unknown ? compound(expression) : known;
  }

  /** The free names whose sizes are known numbers. */
  public Map<String, Long> bindings() {
    Map<String, Long> sizes = new HashMap<>();
    free.forEach((name, dim) -> {
      if (dim instanceof Dim.Fixed(long size)) {
        sizes.put(name, size);
      }
    });
    return sizes;
  }

  private Dim compound(Expr expression) {
    return switch (expression) {
      case Expr.Name(String name) -> free.getOrDefault(name, new Dim.Unknown());
      case Expr.Binary(String operator, Expr left, Expr right) ->
          binary(operator, size(left), size(right));
      case Expr.Unary(String operator, Expr operand) ->
          operator.equals("-") ? Dims.product(Dims.fixed(-1), size(operand)) : new Dim.Unknown();
      case Expr.Conditional conditional -> conditional(conditional);
      case Expr.Call(String function, List<Expr> arguments) -> call(function, arguments);
      case Expr.Literal literal -> new Dim.Unknown();
      case Expr.Null none -> new Dim.Unknown();
      case Expr.Member member -> new Dim.Unknown();
      case Expr.Index index -> new Dim.Unknown();
      case Expr.ListLiteral list -> new Dim.Unknown();
      case Expr.Given given -> new Dim.Unknown();
      case Expr.TargetCall target -> new Dim.Unknown();
    };
  }

  private Dim conditional(Expr.Conditional conditional) {
    return size(conditional.condition()) instanceof Dim.Fixed(long truth)
        ? size(truth != 0 ? conditional.then() : conditional.otherwise())
        : new Dim.Unknown();
  }

  private Dim call(String function, List<Expr> arguments) {
    if (arguments.isEmpty()) {
      return new Dim.Unknown();
    }
    List<Dim> dims = arguments.stream().map(this::size).toList();
    return switch (function) {
      case "min" -> dims.stream().reduce(Dims::minimum).orElseThrow();
      case "max" -> dims.stream().reduce(Dims::maximum).orElseThrow();
      default -> new Dim.Unknown();
    };
  }

  private static Dim binary(String operator, Dim left, Dim right) {
    return switch (operator) {
      case "+" -> Dims.sum(left, right);
      case "-" -> Dims.difference(left, right);
      case "*" -> Dims.product(left, right);
      case "//" -> Dims.quotient(left, right);
      default -> new Dim.Unknown();
    };
  }
}
