// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How files of weights fit a model: names are filtered and renamed file by file, and where two
 * files have a tensor of one name, the later file wins.
 *
 * @param placed which tensor goes where, by the model's names
 * @param missing names of the model that no file has and no filter excuses
 * @param excused names of the model that no file has, as a filter says
 * @param unexpected tensors, by the names that they end up with, that the model does not have
 * @param mismatched tensors that the model has in another shape or with another kind of elements
 * @param unused filters and renamings that no name fits
 * @param collisions names that two tensors of one file end up with
 */
public record WeightFit(
    Map<String, StoredTensor> placed,
    List<String> missing,
    List<String> excused,
    List<Unexpected> unexpected,
    List<Mismatch> mismatched,
    List<Unused> unused,
    List<Collision> collisions) {

  /** Copies the collections in their order. */
  public WeightFit {
    placed = Collections.unmodifiableMap(new LinkedHashMap<>(placed));
    missing = List.copyOf(missing);
    excused = List.copyOf(excused);
    unexpected = List.copyOf(unexpected);
    mismatched = List.copyOf(mismatched);
    unused = List.copyOf(unused);
    collisions = List.copyOf(collisions);
  }

  /** What elements a tensor of the model takes. */
  public enum Elements {
    FRACTIONS("floating-point numbers"),
    WHOLES("integers"),
    ANY("any numbers");

    private final String words;

    Elements(String words) {
      this.words = words;
    }

    private boolean takes(ElementType type) {
      return type != ElementType.C64 && (this == ANY || (this == FRACTIONS) == type.isFloating());
    }
  }

  /** A tensor of the model. */
  public record Slot(List<Long> shape, Elements elements) {
    /** Copies the list. */
    public Slot {
      shape = List.copyOf(shape);
    }

    private boolean takes(StoredTensor tensor) {
      return shape.equals(tensor.shape()) && elements.takes(tensor.type());
    }
  }

  /**
   * A tensor that the model does not have.
   *
   * @param name after renaming
   * @param original in the file
   */
  public record Unexpected(int source, String name, String original) {}

  /** A tensor that the model has otherwise. */
  public record Mismatch(int source, String name, Slot wanted, StoredTensor found) {

    /** In words: {@code head.weight [10, 64] instead of [100, 64]}. */
    @Override
    public String toString() {
      return wanted.shape().equals(found.shape())
          ? "%s of %s instead of %s".formatted(name, found.type(), wanted.elements().words)
          : "%s %s instead of %s".formatted(name, found.shape(), wanted.shape());
    }
  }

  /** The filter or renaming at a place in its list. */
  public record Unused(int source, boolean filter, int index) {}

  /** A name that {@code first} and {@code second} of a file both get. */
  public record Collision(int source, String name, String first, String second) {}

  /** Whether the model gets all its tensors and nothing is left over. */
  public boolean isComplete() {
    return missing.isEmpty() && unexpected.isEmpty() && mismatched.isEmpty();
  }

  /**
   * Patterns for some of many names, as short as they can be without fitting one of the others.
   *
   * @param some of {@code all}, in the order in which the patterns shall be
   */
  public static List<String> patterns(Collection<String> some, Collection<String> all) {
    Set<String> others = new HashSet<>();
    Set<String> chosen = new HashSet<>(some);
    for (String name : all) {
      if (!chosen.contains(name)) {
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
          others.add(name.substring(0, dot));
        }
      }
    }
    Set<String> patterns = new LinkedHashSet<>();
    for (String name : some) {
      int dot = name.indexOf('.');
      while (dot >= 0 && others.contains(name.substring(0, dot))) {
        dot = name.indexOf('.', dot + 1);
      }
      patterns.add(dot < 0 ? name : name.substring(0, dot) + ".*");
    }
    return List.copyOf(patterns);
  }

  /**
   * Compares files with a model.
   *
   * @param model its parameters and persistent buffers by name
   */
  public static WeightFit of(List<WeightSource> sources, Map<String, Slot> model) {
    Fitting fitting = new Fitting(model);
    for (int i = 0; i < sources.size(); i++) {
      fitting.add(i, sources.get(i));
    }
    return fitting.fit(sources);
  }

  /** The comparison while it goes on. */
  private static final class Fitting {

    private final Map<String, Slot> model;
    private final Map<String, Given> given = new LinkedHashMap<>();
    private final List<Unused> unused = new ArrayList<>();
    private final List<Collision> collisions = new ArrayList<>();
    private final Set<String> leftOut = new LinkedHashSet<>();

    private record Given(int source, String original, StoredTensor tensor) {}

    Fitting(Map<String, Slot> model) {
      this.model = model;
    }

    void add(int index, WeightSource source) {
      List<Glob> filters = source.filters().stream().map(Glob::of).toList();
      Map<String, StoredTensor> kept = new LinkedHashMap<>();
      Map<String, StoredTensor> dropped = new LinkedHashMap<>();
      source
          .table()
          .tensors()
          .forEach((name, tensor) -> {
            boolean drop = filters.stream().anyMatch(filter -> filter.matches(name));
            (drop ? dropped : kept).put(name, tensor);
          });
      for (int i = 0; i < filters.size(); i++) {
        Glob filter = filters.get(i);
        boolean used = dropped.keySet().stream().anyMatch(filter::matches);
        if (!used && model.keySet().stream().noneMatch(filter::matches)) {
          unused.add(new Unused(index, true, i));
        }
      }
      Renaming renaming = Renaming.of(source.renamer(), model.keySet());
      Map<String, Given> own = new LinkedHashMap<>();
      kept.forEach((name, tensor) ->
          renaming
              .rename(name, tensor)
              .forEach((target, part) -> {
                Given earlier = own.put(target, new Given(index, name, part));
                if (earlier != null) {
                  collisions.add(new Collision(index, target, earlier.original(), name));
                }
              }));
      renaming.unused().forEach(pair -> unused.add(new Unused(index, false, pair)));
      dropped.forEach((name, tensor) -> leftOut.addAll(renaming.rename(name, tensor).keySet()));
      given.putAll(own);
    }

    WeightFit fit(List<WeightSource> sources) {
      Map<String, StoredTensor> placed = new LinkedHashMap<>();
      List<Unexpected> unexpected = new ArrayList<>();
      List<Mismatch> mismatched = new ArrayList<>();
      given.forEach((name, from) -> {
        Slot slot = model.get(name);
        if (slot == null) {
          unexpected.add(new Unexpected(from.source(), name, from.original()));
        } else if (!slot.takes(from.tensor())) {
          mismatched.add(new Mismatch(from.source(), name, slot, from.tensor()));
        } else {
          placed.put(name, from.tensor());
        }
      });
      List<Glob> filters =
          sources.stream().flatMap(source -> source.filters().stream()).map(Glob::of).toList();
      List<String> missing = new ArrayList<>();
      List<String> excused = new ArrayList<>();
      for (String name : model.keySet()) {
        if (!given.containsKey(name)) {
          boolean excuse =
              leftOut.contains(name) || filters.stream().anyMatch(filter -> filter.matches(name));
          (excuse ? excused : missing).add(name);
        }
      }
      return new WeightFit(placed, missing, excused, unexpected, mismatched, unused, collisions);
    }
  }
}
