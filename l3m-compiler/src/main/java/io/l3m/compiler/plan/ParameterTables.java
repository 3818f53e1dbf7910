// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import io.l3m.compiler.assemble.PythonText;
import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Evaluator;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.schema.BlockSchema;
import io.l3m.compiler.schema.Expr;
import io.l3m.compiler.schema.Member;
import io.l3m.compiler.yaml.ScalarValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Unrolls the members of a model's blocks into its parameter table. Within a block PyTorch lists
 * its own parameters, then its own buffers, then its children in the order of registration.
 */
public final class ParameterTables {

  /** A model of more tensors than this exists only in a config with a slip in it. */
  private static final int MOST_ROWS = 100_000;

  private static final int DEEPEST = 200;

  private final Evaluator evaluator;
  private final List<ParameterTable.Row> rows = new ArrayList<>();
  private int blocks = 0;
  private boolean complete = true;

  private ParameterTables(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /** The table of a model: any block, with all that is inside. */
  public static ParameterTable of(BoundBlock model, Evaluator evaluator) {
    ParameterTables tables = new ParameterTables(evaluator);
    tables.addBlock(new Place(model, "", true, List.of()));
    return new ParameterTable(tables.rows, tables.complete);
  }

  /**
   * A block of the model.
   *
   * @param prefix of the names inside, empty or with a dot at the end
   * @param trainable whether parameters inside are born with a gradient
   * @param around the blocks around it, from the outermost, which may start its tensors
   */
  private record Place(
      BoundBlock block, String prefix, boolean trainable, List<BoundBlock> around) {

    int depth() {
      return around.size();
    }
  }

  /** A member, with the indices of the repeats around it. */
  private record Item(Member member, Map<String, Value> indices) {}

  private void addBlock(Place place) {
    blocks++;
    if (place.depth() > DEEPEST || Math.max(blocks, rows.size()) > MOST_ROWS) {
      complete = false;
      return;
    }
    BlockSchema schema = place.block().schema();
    boolean trainable = place.trainable() && !schema.frozen();
    Place inside = new Place(place.block(), place.prefix(), trainable, place.around());
    List<Item> items = new ArrayList<>();
    unroll(schema.members(), Map.of(), inside, items);
    items.stream()
        .filter(item -> item.member() instanceof Member.Tensor tensor && isOwn(tensor))
        .sorted(Comparator.comparing(item -> ((Member.Tensor) item.member()).kind()))
        .forEach(item -> addTensor((Member.Tensor) item.member(), item.indices(), inside));
    for (Item item : items) {
      switch (item.member()) {
        case Member.Child child -> addChild(child, item, inside);
        case Member.Tensor tensor when !isOwn(tensor) -> addTensor(tensor, item.indices(), inside);
        case Member.Tensor own -> {}
        case Member.Repeat unrolled -> {}
      }
    }
  }

  /** A dotted name belongs to a part that has no entry of its own. */
  private static boolean isOwn(Member.Tensor tensor) {
    return !tensor.name().contains(".");
  }

  private void unroll(
      List<Member> members, Map<String, Value> indices, Place place, List<Item> items) {
    for (Member member : members) {
      if (member instanceof Member.Repeat(String index, Expr count, List<Member> inner)) {
        for (Value turn : turns(evaluator.evaluate(count, place.block(), indices))) {
          Map<String, Value> extended = new HashMap<>(indices);
          extended.put(index, turn);
          unroll(inner, extended, place, items);
        }
      } else {
        items.add(new Item(member, indices));
      }
    }
  }

  /** What the index of a repeat is, in each of its turns. */
  private List<Value> turns(Value count) {
    return switch (count) {
      case Value.Many(List<Argument> items) -> items.stream().map(Argument::value).toList();
      case Value.Int(long times) when times <= MOST_ROWS ->
          LongStream.range(0, times).<Value>mapToObj(Value.Int::new).toList();
      default -> {
        complete = false;
        yield List.of();
      }
    };
  }

  // ---- tensors

  private void addTensor(Member.Tensor tensor, Map<String, Value> indices, Place place) {
    if (!isPresent(tensor.when(), indices, place)) {
      return;
    }
    List<Long> shape = new ArrayList<>();
    for (Expr size : tensor.shape()) {
      if (!addSizes(evaluator.evaluate(size, place.block(), indices), shape)) {
        complete = false;
        return;
      }
    }
    boolean frozen =
        tensor.frozen().isPresent()
            && evaluator.holds(tensor.frozen().get(), place.block(), indices);
    boolean trainable = place.trainable() && !frozen && tensor.kind() == Member.Kind.PARAMETER;
    rows.add(
        new ParameterTable.Row(
            place.prefix() + named(tensor.name(), indices),
            shape,
            tensor.kind(),
            trainable,
            initialiser(tensor, place),
            place.block()));
  }

  /** A block around it starts its tensors last, so the outermost one that does has its way. */
  private String initialiser(Member.Tensor tensor, Place place) {
    String target = place.block().schema().target();
    for (BoundBlock outer : place.around()) {
      for (BlockSchema.Start start : outer.schema().starts()) {
        boolean meant = start.target().equals(target) && start.tensor().equals(tensor.name());
        boolean holds =
            meant && start.when().map(when -> evaluator.holds(when, outer, Map.of())).orElse(true);
        if (holds
            && evaluator.evaluate(start.initialiser(), outer) instanceof Value.Text(String text)) {
          return text;
        }
      }
    }
    return tensor.initialiser();
  }

  /** Adds a size, or each of a list of sizes; false where one is not known. */
  private static boolean addSizes(Value size, List<Long> shape) {
    return switch (size) {
      case Value.Int(long number) when number >= 0 -> shape.add(number);
      case Value.Many(List<Argument> items) ->
          items.stream().allMatch(item -> addSizes(item.value(), shape));
      default -> false;
    };
  }

  private boolean isPresent(Optional<Expr> when, Map<String, Value> indices, Place place) {
    if (when.isEmpty()) {
      return true;
    }
    boolean present = evaluator.holds(when.get(), place.block(), indices);
    if (!present && !evaluator.fails(when.get(), place.block(), indices)) {
      complete = false;
    }
    return present;
  }

  /** {@code blocks.{i}} with the indices filled in. */
  private static String named(String name, Map<String, Value> indices) {
    String filled = name;
    for (Map.Entry<String, Value> index : indices.entrySet()) {
      filled = filled.replace("{" + index.getKey() + "}", inName(index.getValue()));
    }
    return filled;
  }

  /** A value as a part of a name: as Python prints it, with a comma for the point. */
  private static String inName(Value value) {
    return switch (value) {
      case Value.Int(long number) -> Long.toString(number);
      case Value.Real(double number) ->
          PythonText.of(new ScalarValue.Float(number)).replace('.', ',');
      case Value.Bool(boolean bool) -> PythonText.of(new ScalarValue.Bool(bool));
      case Value.Text(String text) -> text;
      default -> "";
    };
  }

  // ---- children

  private void addChild(Member.Child child, Item item, Place place) {
    Map<String, Value> indices = item.indices();
    if (!isPresent(child.when(), indices, place)) {
      return;
    }
    String name = named(child.name(), indices);
    switch (child.source()) {
      case Member.Source.Instance(String parameter) ->
          addValue(evaluator.parameter(place.block(), parameter), name, place);
      case Member.Source.Built(String parameter, List<Expr.Argument> arguments) ->
          addBuilt(evaluator.parameter(place.block(), parameter), arguments, item, place);
      case Member.Source.Computed(Expr factory, List<Expr.Argument> arguments) ->
          addBuilt(evaluator.evaluate(factory, place.block(), indices), arguments, item, place);
      case Member.Source.ByTarget(Expr.TargetCall call) ->
          evaluator
              .build(call, place.block(), indices)
              .ifPresentOrElse(block -> addInside(block, name, place), () -> complete = false);
      case Member.Source.Each(String parameter) ->
          addEach(evaluator.parameter(place.block(), parameter), name, place);
    }
  }

  /** The block that a factory makes, or nothing where there is no factory. */
  private void addBuilt(Value factory, List<Expr.Argument> arguments, Item item, Place place) {
    String name = named(((Member.Child) item.member()).name(), item.indices());
    if (factory instanceof Value.Block(BoundBlock block)) {
      addInside(evaluator.build(block, arguments, place.block(), item.indices()), name, place);
    } else {
      addValue(factory, name, place);
    }
  }

  /** A block, or nothing where the parameter is null. */
  private void addValue(Value value, String name, Place place) {
    if (value instanceof Value.Block(BoundBlock block)) {
      addInside(block, name, place);
    } else if (!(value instanceof Value.Null)) {
      complete = false;
    }
  }

  private void addInside(BoundBlock block, String name, Place place) {
    String prefix = place.prefix() + name + ".";
    List<BoundBlock> around = new ArrayList<>(place.around());
    around.add(place.block());
    addBlock(new Place(block, prefix, place.trainable(), around));
  }

  private void addEach(Value value, String name, Place place) {
    switch (value) {
      case Value.Many(List<Argument> items) -> {
        for (int i = 0; i < items.size(); i++) {
          addValue(items.get(i).value(), name.replace("{i}", Integer.toString(i)), place);
        }
      }
      case Value.Named named ->
          named
              .entries()
              .forEach((key, item) -> addValue(item.value(), name.replace("{name}", key), place));
      default -> addValue(value, name, place);
    }
  }
}
