// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.l3m.compiler.schema.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * Types of the catalogue as JSON Schema. An alternative takes a reference, so that an editor does
 * not complain about what only the whole experiment can tell.
 */
final class ValueSchemas {

  /** Where a map of the defaults lies beneath a block, its target and flag may come from there. */
  enum Position {
    /** A key of a section: the defaults may hold a part of it. */
    MERGED,
    /** Anywhere else: the block stands there as a whole. */
    WHOLE
  }

  private static final String DEFINITIONS = "#/definitions/";

  private ValueSchemas() {}

  /** The schema of a value; {@code null} is taken where {@code nullable}. */
  static JsonObject of(ValueType type, boolean nullable, Position position) {
    if (type instanceof ValueType.AnyType) {
      return new JsonObject();
    }
    List<JsonObject> alternatives = alternatives(type, position);
    if (nullable) {
      alternatives.add(typed("null"));
    }
    alternatives.add(ref("reference"));
    return anyOf(alternatives);
  }

  private static List<JsonObject> alternatives(ValueType type, Position position) {
    List<JsonObject> all = new ArrayList<>();
    switch (type) {
      case ValueType.IntType(ValueType.Range range) -> {
        all.add(bounded("integer", range));
        all.add(ref("groupedDigits"));
      }
      case ValueType.FloatType(ValueType.Range range) -> {
        all.add(bounded("number", range));
        all.add(ref("groupedDigits"));
      }
      case ValueType.BoolType bool -> {
        all.add(typed("boolean"));
        all.add(ref("otherBoolean"));
      }
      case ValueType.TextType text -> all.add(ref("text"));
      case ValueType.PathType path -> all.add(ref("text"));
      case ValueType.KeyType key -> all.add(ref("text"));
      case ValueType.PatternType pattern -> all.add(ref("text"));
      case ValueType.ChoiceType choice -> all.add(choice(choice));
      case ValueType.ListType list -> all.add(list(list));
      case ValueType.MapType(ValueType value) -> all.add(map(value, position));
      case ValueType.InstanceType(String role) ->
          all.add(ref((position == Position.MERGED ? "role." : "instance.") + role));
      case ValueType.FactoryType(String role) ->
          all.add(ref((position == Position.MERGED ? "role." : "factory.") + role));
      case ValueType.UnionType(List<ValueType> types) -> {
        boolean orMap = types.stream().anyMatch(ValueType.MapType.class::isInstance);
        Position inside = orMap ? Position.WHOLE : position;
        types.forEach(one -> all.addAll(alternatives(one, inside)));
      }
      case ValueType.AnyType any -> all.add(new JsonObject());
    }
    return all;
  }

  private static JsonObject bounded(String type, ValueType.Range range) {
    JsonObject schema = typed(type);
    if (range.low() != Double.NEGATIVE_INFINITY) {
      schema.add(range.lowOpen() ? "exclusiveMinimum" : "minimum", number(range.low()));
    }
    if (range.high() != Double.POSITIVE_INFINITY) {
      schema.add(range.highOpen() ? "exclusiveMaximum" : "maximum", number(range.high()));
    }
    return schema;
  }

  private static JsonElement number(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? new JsonPrimitive((long) number)
        : new JsonPrimitive(number);
  }

  private static JsonObject choice(ValueType.ChoiceType choice) {
    JsonArray values = new JsonArray();
    for (ValueType.Choice one : choice.choices()) {
      values.add(
          one.value() instanceof Long number
              ? new JsonPrimitive(number)
              : new JsonPrimitive(one.value().toString()));
    }
    JsonObject schema = new JsonObject();
    schema.add("enum", values);
    return schema;
  }

  private static JsonObject list(ValueType.ListType list) {
    JsonObject schema = typed("array");
    schema.add("items", of(list.element(), false, Position.WHOLE));
    if (list.minimum() > 0) {
      schema.addProperty("minItems", list.minimum());
    }
    if (list.maximum() != Integer.MAX_VALUE) {
      schema.addProperty("maxItems", list.maximum());
    }
    return schema;
  }

  /** A map of the defaults may lose an entry through null. */
  private static JsonObject map(ValueType value, Position position) {
    JsonObject schema = typed("object");
    JsonObject noTarget = new JsonObject();
    noTarget.add("not", constant("_target_"));
    schema.add("propertyNames", noTarget);
    schema.add("additionalProperties", of(value, position == Position.MERGED, position));
    return schema;
  }

  // ---- pieces

  static JsonObject typed(String type) {
    JsonObject schema = new JsonObject();
    schema.addProperty("type", type);
    return schema;
  }

  static JsonObject ref(String definition) {
    JsonObject schema = new JsonObject();
    schema.addProperty("$ref", DEFINITIONS + definition);
    return schema;
  }

  static JsonObject constant(String value) {
    JsonObject schema = new JsonObject();
    schema.addProperty("const", value);
    return schema;
  }

  static JsonObject anyOf(List<JsonObject> alternatives) {
    JsonObject schema = new JsonObject();
    schema.add("anyOf", array(alternatives));
    return schema;
  }

  static JsonArray array(List<? extends JsonElement> items) {
    JsonArray array = new JsonArray();
    items.forEach(array::add);
    return array;
  }

  /** A truth value, however it is written, or a reference. */
  static JsonObject flag(boolean value) {
    JsonObject plain = new JsonObject();
    plain.addProperty("const", value);
    JsonObject bit = new JsonObject();
    bit.addProperty("const", value ? 1 : 0);
    JsonObject word = typed("string");
    word.addProperty("pattern", value ? "^(yes|Yes|YES|on|On|ON)$" : "^(no|No|NO|off|Off|OFF)$");
    return anyOf(List.of(plain, bit, word, ref("reference")));
  }
}
