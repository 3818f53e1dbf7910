// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.schema.BlockCatalog;
import io.l3m.compiler.schema.BlockSchema;
import io.l3m.compiler.schema.Expr;
import io.l3m.compiler.schema.Parameter;
import io.l3m.compiler.schema.ValueType;
import io.l3m.compiler.source.Origin;
import io.l3m.compiler.yaml.ConfigPath;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Evaluates expressions of the schema on a bound block, as Python would.
 *
 * <p>It never fails on what a config holds: a division by zero, an overflow, an index outside of a
 * list or a value that is not known gives {@link Value.Unknown}, and so does everything made of it.
 * Integers are exact.
 */
public final class Evaluator {

  private static final Value UNKNOWN = new Value.Unknown();

  private final BlockCatalog catalog;

  public Evaluator(BlockCatalog catalog) {
    this.catalog = catalog;
  }

  /** What a parameter holds: what is written, else the schema's default, else unknown. */
  public Value parameter(BoundBlock block, String name) {
    return new Site(block, Map.of(), new Memory()).parameter(name);
  }

  /** The value of an expression of the block's schema; free sizes are unknown. */
  public Value evaluate(Expr expression, BoundBlock block) {
    return evaluate(expression, block, Map.of());
  }

  /**
   * The value of an expression of the block's schema.
   *
   * @param free values of names that are neither parameters nor lets: sizes, the index of a repeat
   */
  public Value evaluate(Expr expression, BoundBlock block, Map<String, Value> free) {
    return new Site(block, free, new Memory()).evaluate(expression);
  }

  /** Whether a condition is known to hold. */
  public boolean holds(Expr condition, BoundBlock block, Map<String, Value> free) {
    return Arithmetic.truth(evaluate(condition, block, free)).orElse(false);
  }

  /** Whether a condition is known not to hold. */
  public boolean fails(Expr condition, BoundBlock block, Map<String, Value> free) {
    return !Arithmetic.truth(evaluate(condition, block, free)).orElse(true);
  }

  /**
   * The block that a factory makes when its owner calls it. The owner's arguments win over those
   * that the factory was written with; one without a name goes to the parameter in its place; one
   * that the factory does not know is left out.
   *
   * @param owner the block whose schema the arguments belong to
   */
  public BoundBlock build(BoundBlock factory, List<Expr.Argument> arguments, BoundBlock owner) {
    return build(factory, arguments, owner, Map.of());
  }

  /** As {@link #build(BoundBlock, List, BoundBlock)}, with values for free names. */
  public BoundBlock build(
      BoundBlock factory,
      List<Expr.Argument> arguments,
      BoundBlock owner,
      Map<String, Value> free) {
    return new Site(owner, free, new Memory()).build(factory, arguments);
  }

  /** The block of a call by target in the schema of {@code owner}; empty for an unknown target. */
  public Optional<BoundBlock> build(
      Expr.TargetCall call, BoundBlock owner, Map<String, Value> free) {
    return new Site(owner, free, new Memory()).make(call, owner.path(), false);
  }

  /**
   * The named values that one evaluation has seen, by block. A name in progress is unknown, so that
   * lets that name each other end.
   */
  private static final class Memory {
    private final IdentityHashMap<BoundBlock, Map<String, Value>> values = new IdentityHashMap<>();

    Value get(BoundBlock block, String name, Supplier<Value> source) {
      Map<String, Value> known = values.computeIfAbsent(block, key -> new HashMap<>());
      if (!known.containsKey(name)) {
        known.put(name, UNKNOWN);
        known.put(name, source.get());
      }
      return known.get(name);
    }
  }

  /** An evaluation in progress: on which block, with which free names. */
  private final class Site {
    private final BoundBlock block;
    private final Map<String, Value> free;
    private final Memory memory;

    Site(BoundBlock block, Map<String, Value> free, Memory memory) {
      this.block = block;
      this.free = free;
      this.memory = memory;
    }

    // ---- names

    Value parameter(String name) {
      Optional<Parameter> parameter = block.schema().parameter(name);
      Optional<ValueType> type = parameter.map(Parameter::type);
      Optional<Argument> written = block.argument(name);
      if (written.isPresent()) {
        return asType(written.get().value(), type);
      }
      Optional<Expr> value = parameter.flatMap(Parameter::defaultValue);
      return value.isEmpty()
          ? UNKNOWN
          : memory.get(block, name, () -> asType(defaultValue(value.get(), parameter.get()), type));
    }

    private Value defaultValue(Expr value, Parameter parameter) {
      Site inside = new Site(block, Map.of(), memory);
      if (value instanceof Expr.TargetCall call) {
        boolean factory = parameter.type() instanceof ValueType.FactoryType;
        return inside
            .make(call, block.path().child(parameter.name()), factory)
            .<Value>map(Value.Block::new)
            .orElse(UNKNOWN);
      }
      return inside.evaluate(value);
    }

    /** An integer that stands for a float is one. */
    private Value asType(Value value, Optional<ValueType> type) {
      boolean real = type.filter(ValueType.FloatType.class::isInstance).isPresent();
      return real && value instanceof Value.Int(long number) ? new Value.Real(number) : value;
    }

    private Value name(String name) {
      if (free.containsKey(name)) {
        return free.get(name);
      }
      return member(name);
    }

    /** A parameter or let of the block. */
    private Value member(String name) {
      if (block.schema().parameter(name).isPresent()) {
        return parameter(name);
      }
      Optional<Expr> value =
          block.schema().lets().stream()
              .filter(let -> let.name().equals(name))
              .findFirst()
              .map(BlockSchema.Let::value);
      Site inside = new Site(block, Map.of(), memory);
      return value.isEmpty()
          ? UNKNOWN
          : memory.get(block, name, () -> inside.evaluate(value.get()));
    }

    // ---- expressions

    Value evaluate(Expr expression) {
      return switch (expression) {
        case Expr.Literal(Object constant) -> literal(constant);
        case Expr.Null nothing -> new Value.Null();
        case Expr.Name(String name) -> name(name);
        case Expr.Member(Expr owner, String name) -> memberOf(evaluate(owner), name);
        case Expr.Index(Expr list, Expr index) ->
            Arithmetic.element(evaluate(list), evaluate(index));
        case Expr.ListLiteral(List<Expr> items) -> list(items);
        case Expr.Unary(String operator, Expr operand) ->
            Arithmetic.unary(operator, evaluate(operand));
        case Expr.Binary binary -> binary(binary);
        case Expr.Conditional(Expr then, Expr condition, Expr otherwise) ->
            Arithmetic.truth(evaluate(condition))
                .map(holds -> evaluate(holds ? then : otherwise))
                .orElse(UNKNOWN);
        case Expr.Call(String function, List<Expr> arguments) ->
            Functions.call(function, arguments.stream().map(this::evaluate).toList());
        case Expr.Given(String parameter) -> new Value.Bool(isGiven(parameter));
        case Expr.TargetCall call ->
            make(call, block.path(), false).<Value>map(Value.Block::new).orElse(UNKNOWN);
      };
    }

    /** What the schema of another block does not say is null: own blocks need not say all. */
    private Value memberOf(Value owner, String name) {
      return switch (owner) {
        case Value.Block(BoundBlock inner) when !says(inner.schema(), name) -> new Value.Null();
        case Value.Block(BoundBlock inner) -> new Site(inner, Map.of(), memory).member(name);
        case Value.Named named when named.entries().containsKey(name) ->
            named.entries().get(name).value();
        default -> UNKNOWN;
      };
    }

    private static boolean says(BlockSchema schema, String name) {
      return schema.parameter(name).isPresent()
          || schema.lets().stream().anyMatch(let -> let.name().equals(name));
    }

    private static Value literal(Object constant) {
      return switch (constant) {
        case Long number -> new Value.Int(number);
        case Double number -> new Value.Real(number);
        case Boolean bool -> new Value.Bool(bool);
        default -> new Value.Text(constant.toString());
      };
    }

    private Value list(List<Expr> items) {
      Origin origin = new Origin.Implied(block.origin().span());
      return new Value.Many(
          items.stream().map(item -> new Argument(evaluate(item), origin)).toList());
    }

    private Value binary(Expr.Binary binary) {
      Value left = evaluate(binary.left());
      if (binary.operator().equals("and") || binary.operator().equals("or")) {
        boolean stopsAt = binary.operator().equals("or");
        Optional<Boolean> truth = Arithmetic.truth(left);
        if (truth.isEmpty()) {
          return UNKNOWN;
        }
        return truth.get() == stopsAt ? left : evaluate(binary.right());
      }
      return Arithmetic.binary(binary.operator(), left, evaluate(binary.right()));
    }

    private boolean isGiven(String parameter) {
      return block
          .argument(parameter)
          .filter(argument -> !(argument.value() instanceof Value.Null))
          .isPresent();
    }

    // ---- blocks

    /** A block by target; its arguments are expressions of this block. */
    Optional<BoundBlock> make(Expr.TargetCall call, ConfigPath path, boolean partial) {
      Optional<BlockSchema> schema = catalog.find(call.target());
      return schema.map(found -> {
        BoundBlock empty =
            new BoundBlock(
                path, found, partial, Map.of(), new Origin.Implied(block.origin().span()));
        BoundBlock made = build(empty, call.arguments());
        return new BoundBlock(path, found, partial, made.arguments(), made.origin());
      });
    }

    BoundBlock build(BoundBlock factory, List<Expr.Argument> arguments) {
      Origin origin = new Origin.Implied(block.origin().span());
      Map<String, Argument> merged = new LinkedHashMap<>(factory.arguments());
      for (int i = 0; i < arguments.size(); i++) {
        Optional<Parameter> parameter = parameterOf(arguments.get(i), i, factory.schema());
        if (parameter.isPresent()) {
          Value value = evaluate(arguments.get(i).value());
          merged.put(parameter.get().name(), new Argument(value, origin));
        }
      }
      return new BoundBlock(factory.path(), factory.schema(), false, merged, factory.origin());
    }

    private static Optional<Parameter> parameterOf(
        Expr.Argument argument, int index, BlockSchema schema) {
      if (argument.name().isPresent()) {
        return schema.parameter(argument.name().get());
      }
      return index < schema.parameters().size()
          ? Optional.of(schema.parameters().get(index))
          : Optional.empty();
    }
  }
}
