// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import static java.util.stream.Collectors.joining;

import io.l3m.compiler.graph.DataFlow;
import io.l3m.compiler.schema.BlockSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the blocks of a model and the values between them are called in Java. A value has the name
 * of its data key; where the key is written again, the part of the model that does so stands before
 * it: {@code imageTokens}, then {@code trunkImageTokens}. A number is the last resort, since one
 * more write would move all that follow.
 */
public final class ModelNames {

  /** The texts that are asked for their vectors, as the argument of a method. */
  public static final String TEXTS = "ids";

  /** What containers call those inside them: it says nothing about these. */
  private static final Set<String> STRUCTURE = Set.of("model", "models", "blocks");

  /** So many names one inside another are no longer put into one. */
  private static final int DEEP = 3;

  private final Names fields = new Names("batch");
  private final Names locals = new Names("batch", TEXTS);
  private final Map<String, List<String>> wishes = new HashMap<>();

  /** A field hides nothing and is hidden by nothing, so the fields come first. */
  ModelNames(List<DataFlow.Step> steps) {
    for (DataFlow.Step step : steps) {
      String field = field(step);
      locals.reserve(field);
      locals.reserve(all(field));
      step.writes().forEach(item -> wishes.put(identity(item), wishes(step, item.key())));
    }
  }

  /** The field that holds the block of a step. */
  String field(DataFlow.Step step) {
    return fields.of(step.modulePath(), fieldWishes(step));
  }

  /** The variable for the record of all that the block of a field computes. */
  public static String all(String field) {
    return field + "All";
  }

  /** The variable for a value that a step writes. */
  String local(DataFlow.Item item) {
    String identity = identity(item);
    return locals.of(identity, wishes.getOrDefault(identity, List.of(item.key())));
  }

  /** What tells two values of a flow apart. */
  static String identity(DataFlow.Item item) {
    return item.key() + "@" + item.version();
  }

  /** The class that a block is in Java, without its package. */
  static String className(BlockSchema schema) {
    String name = schema.javaClass().orElseGet(schema::simpleName);
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static List<String> wishes(DataFlow.Step step, String key) {
    List<String> parts = parts(step);
    List<String> wishes = new ArrayList<>(Names.canShow(key) ? List.of(key) : List.of());
    if (!parts.isEmpty()) {
      String word = Names.canShow(key) ? key : "output";
      wishes.add(parts.getLast() + "_" + word);
      wishes.add(String.join("_", parts) + "_" + word);
      wishes.add(key + "_after_" + parts.getLast()); // the others may be the fields' of a list
    }
    wishes.add(key + "_after_" + className(ModelPlanner.moduleOf(step.block()).schema()));
    return wishes;
  }

  /**
   * {@code models.text_decoder.head.blocks.1}, which writes {@code image_preds} → {@code
   * text_decoder_head_image_preds}, since a number says nothing; else by the class of the block.
   */
  private static List<String> fieldWishes(DataFlow.Step step) {
    List<String> parts = parts(step);
    String last = step.modulePath().substring(step.modulePath().lastIndexOf('.') + 1);
    List<List<String>> ways = ways(parts);
    if (!isNumber(last)) {
      return parts.isEmpty()
          ? List.of("block")
          : ways.stream().map(way -> String.join("_", way)).toList();
    }
    String block = className(ModelPlanner.moduleOf(step.block()).schema());
    return Stream.of(step.writes().getFirst().key(), block)
        .flatMap(end ->
            ways.stream()
                .map(way -> Stream.concat(way.stream(), Stream.of(end)).collect(joining("_"))))
        .toList();
  }

  /** Of a part that lies deep, the end may do. */
  private static List<List<String>> ways(List<String> parts) {
    return parts.size() > DEEP
        ? List.of(parts.subList(parts.size() - 2, parts.size()), parts)
        : List.of(parts);
  }

  /** {@code preprocessor.text_preprocessor} → {@code text_preprocessor}: nothing is said twice. */
  private static List<String> parts(DataFlow.Step step) {
    List<String> parts = new ArrayList<>();
    boolean named = false;
    for (String part : step.modulePath().split("\\.", -1)) {
      if (!parts.isEmpty() && part.endsWith("_" + parts.getLast())) {
        parts.removeLast();
      }
      if (named || !(STRUCTURE.contains(part) || isNumber(part))) {
        parts.add(part);
      }
      named = part.equals("models");
    }
    return parts;
  }

  private static boolean isNumber(String part) {
    return !part.isEmpty() && part.chars().allMatch(Character::isDigit);
  }
}
