// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.check;

import io.l3m.compiler.graph.Argument;
import io.l3m.compiler.graph.BoundBlock;
import io.l3m.compiler.graph.Evaluator;
import io.l3m.compiler.graph.Value;
import io.l3m.compiler.graph.Values;
import io.l3m.compiler.schema.Expr;
import io.l3m.compiler.schema.Member;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The modules of a model by their dotted paths, as PyTorch names them. Of the repeats of a block
 * only the first is unrolled: its siblings are alike.
 */
public final class ModuleTree {

  private static final int DEEPEST = 32;
  private static final int MOST_KINDS = 1000;

  private final Evaluator evaluator;
  private final Map<String, String> classes = new LinkedHashMap<>();
  private final Map<String, Long> lengths = new HashMap<>();
  private final Set<String> maps = new HashSet<>();
  private boolean complete = true;

  private ModuleTree(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /** The modules of a model. */
  public static ModuleTree of(BoundBlock model, Evaluator evaluator) {
    ModuleTree tree = new ModuleTree(evaluator);
    tree.add(model, "", 0);
    return tree;
  }

  /** Whether everything in the model is known. */
  boolean isComplete() {
    return complete;
  }

  /** The last parts of the targets of all modules. */
  Set<String> classNames() {
    return new TreeSet<>(classes.values());
  }

  /** The paths of all modules, lists of modules included. */
  Set<String> paths() {
    Set<String> paths = new TreeSet<>(classes.keySet());
    paths.addAll(lengths.keySet());
    paths.remove("");
    return paths;
  }

  /** The paths of all modules of a class; of repeats, that of the first. */
  public List<String> pathsOf(String className) {
    return classes.entrySet().stream()
        .filter(entry -> entry.getValue().equals(className))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether a path leads to a module. */
  boolean has(String path) {
    Optional<String> found = unrolled(path);
    return found.isPresent()
        && (classes.containsKey(found.get()) || lengths.containsKey(found.get()));
  }

  /** The last part of the target of the module that a path leads to; empty for a list. */
  Optional<String> className(String path) {
    return unrolled(path).flatMap(found -> Optional.ofNullable(classes.get(found)));
  }

  /** Whether a module of one class lies in one of another class. */
  boolean holds(String outer, String inner) {
    return classes.entrySet().stream()
        .filter(entry -> entry.getValue().equals(outer))
        .anyMatch(owner ->
            classes.entrySet().stream()
                .filter(entry -> entry.getValue().equals(inner))
                .anyMatch(entry -> entry.getKey().startsWith(owner.getKey() + ".")));
  }

  /** Whether a path leads to modules that are numbered. */
  boolean isList(String path) {
    return unrolled(path).filter(lengths::containsKey).isPresent() && !isMap(path);
  }

  /** Whether a path leads to modules that have names. */
  boolean isMap(String path) {
    return unrolled(path).filter(maps::contains).isPresent();
  }

  /** The path of the sibling that stands for a module; empty for an index that there is not. */
  private Optional<String> unrolled(String path) {
    StringBuilder known = new StringBuilder();
    for (String part : List.of(path.split("\\.", -1))) {
      String owner = known.toString();
      long length = lengths.getOrDefault(owner, -1L);
      boolean index = length >= 0 && part.matches("\\d{1,9}");
      if (index && Long.parseLong(part) >= length) {
        return Optional.empty();
      }
      boolean unrolled = classes.containsKey(join(owner, part));
      known.append(known.isEmpty() ? "" : ".").append(index && !unrolled ? "0" : part);
    }
    return Optional.of(known.toString());
  }

  private void add(BoundBlock block, String path, int depth) {
    classes.put(path, block.schema().simpleName());
    if (depth < DEEPEST) {
      members(block.schema().members(), block, new Place(path, Map.of(), depth));
    }
  }

  /** Where members are, with the indices of the repeats around them. */
  private record Place(String path, Map<String, Value> indices, int depth) {}

  private void members(List<Member> members, BoundBlock owner, Place place) {
    for (Member member : members) {
      switch (member) {
        case Member.Tensor tensor -> {}
        case Member.Repeat repeat -> repeat(repeat, owner, place);
        case Member.Child child -> child(child, owner, place);
      }
    }
  }

  private void repeat(Member.Repeat repeat, BoundBlock owner, Place place) {
    Value value = evaluator.evaluate(repeat.count(), owner, place.indices());
    if (value instanceof Value.Many(List<Argument> items)) {
      items.forEach(item -> unroll(repeat, item.value(), owner, place));
      return;
    }
    Optional<Long> count = Values.whole(value);
    if (count.isEmpty()) {
      complete = false;
      return;
    }
    String slot = ".{" + repeat.index() + "}";
    boolean alike = true;
    for (Member member : repeat.members()) {
      if (member instanceof Member.Child child && child.name().contains(slot)) {
        String list = child.name().substring(0, child.name().indexOf(slot));
        lengths.put(join(place.path(), list), count.get());
        alike &= !(child.source() instanceof Member.Source.Computed);
      }
    }
    long kinds = alike ? Math.min(count.get(), 1) : Math.min(count.get(), MOST_KINDS);
    for (long i = 0; i < kinds; i++) {
      unroll(repeat, new Value.Int(i), owner, place);
    }
  }

  private void unroll(Member.Repeat repeat, Value index, BoundBlock owner, Place place) {
    Map<String, Value> indices = new HashMap<>(place.indices());
    indices.put(repeat.index(), index);
    members(repeat.members(), owner, new Place(place.path(), indices, place.depth()));
  }

  private void child(Member.Child child, BoundBlock owner, Place place) {
    boolean absent =
        child.when().map(when -> evaluator.fails(when, owner, place.indices())).orElse(false);
    if (absent) {
      return;
    }
    String name = child.name();
    for (Map.Entry<String, Value> index : place.indices().entrySet()) {
      name = name.replace("{" + index.getKey() + "}", Values.show(index.getValue()));
    }
    String path = join(place.path(), name);
    switch (child.source()) {
      case Member.Source.Instance(String parameter) ->
          single(evaluator.parameter(owner, parameter), path, place);
      case Member.Source.Built(String parameter, List<Expr.Argument> arguments) ->
          built(evaluator.parameter(owner, parameter), new Call(owner, arguments), path, place);
      case Member.Source.Computed(Expr factory, List<Expr.Argument> arguments) ->
          built(
              evaluator.evaluate(factory, owner, place.indices()),
              new Call(owner, arguments),
              path,
              place);
      case Member.Source.ByTarget(Expr.TargetCall call) ->
          evaluator
              .build(call, owner, place.indices())
              .ifPresentOrElse(
                  block -> add(block, path, place.depth() + 1), () -> complete = false);
      case Member.Source.Each(String parameter) ->
          each(evaluator.parameter(owner, parameter), path, place);
    }
  }

  /** How an owner calls a factory. */
  private record Call(BoundBlock owner, List<Expr.Argument> arguments) {}

  private void built(Value value, Call call, String path, Place place) {
    if (value instanceof Value.Block(BoundBlock factory)) {
      BoundBlock block = evaluator.build(factory, call.arguments(), call.owner(), place.indices());
      add(block, path, place.depth() + 1);
    } else {
      single(value, path, place);
    }
  }

  private void single(Value value, String path, Place place) {
    switch (value) {
      case Value.Block(BoundBlock block) -> add(block, path, place.depth() + 1);
      case Value.Null none -> {}
      default -> complete = false;
    }
  }

  private void each(Value value, String path, Place place) {
    if (value instanceof Value.Named(Map<String, Argument> entries)) {
      lengths.put(path.replace(".{name}", ""), 0L);
      maps.add(path.replace(".{name}", ""));
      entries.forEach((name, entry) -> single(entry.value(), path.replace("{name}", name), place));
      return;
    }
    List<Argument> items = Values.items(value);
    lengths.put(path.replace(".{i}", ""), (long) items.size());
    for (int i = 0; i < items.size(); i++) {
      single(items.get(i).value(), path.replace("{i}", Integer.toString(i)), place);
    }
    complete &= value instanceof Value.Many;
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
