// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.internal.LazilyParsedNumber;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ErrorNode;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.ReferenceNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import io.l3m.compiler.yaml.ScalarValue;
import java.util.TreeMap;

/** Configs and JSON texts as JSON with sorted keys, so that equal values are equal texts. */
final class CanonicalJson {

  private CanonicalJson() {}

  static String of(ConfigNode node) {
    return json(node).toString();
  }

  static String of(String json) {
    return sorted(JsonParser.parseString(json)).toString();
  }

  private static JsonElement json(ConfigNode node) {
    return switch (node) {
      case MapNode map -> {
        TreeMap<String, JsonElement> sorted = new TreeMap<>();
        map.entries().forEach(entry -> sorted.put(entry.key(), json(entry.value())));
        JsonObject object = new JsonObject();
        sorted.forEach(object::add);
        yield object;
      }
      case ListNode list -> {
        JsonArray array = new JsonArray();
        list.items().forEach(item -> array.add(json(item)));
        yield array;
      }
      case ScalarNode scalar -> json(scalar.value());
      case ReferenceNode reference -> new JsonPrimitive("<reference " + reference.text() + ">");
      case ErrorNode error -> new JsonPrimitive("<error>");
    };
  }

  private static JsonElement json(ScalarValue value) {
    return switch (value) {
      case ScalarValue.Null none -> JsonNull.INSTANCE;
      case ScalarValue.Bool(boolean bool) -> new JsonPrimitive(bool);
      case ScalarValue.Int(long number) -> new JsonPrimitive(number);
      case ScalarValue.Float(double number) -> number(number);
      case ScalarValue.Text(String text) -> new JsonPrimitive(text);
      case ScalarValue.Missing missing -> new JsonPrimitive("???");
    };
  }

  /** JSON has no infinities; its reader gives their names as texts. */
  private static JsonElement number(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return new JsonPrimitive(Double.toString(number));
    }
    return new JsonPrimitive(new LazilyParsedNumber(Double.toString(number)));
  }

  private static JsonElement sorted(JsonElement element) {
    if (element instanceof JsonObject object) {
      JsonObject result = new JsonObject();
      new TreeMap<>(object.asMap()).forEach((key, value) -> result.add(key, sorted(value)));
      return result;
    }
    if (element instanceof JsonArray array) {
      JsonArray result = new JsonArray();
      array.forEach(item -> result.add(sorted(item)));
      return result;
    }
    if (element instanceof JsonPrimitive primitive && primitive.isNumber()) {
      String text = primitive.getAsString();
      boolean whole = text.matches("-?[0-9]+");
      return whole ? new JsonPrimitive(Long.parseLong(text)) : number(Double.parseDouble(text));
    }
    return element;
  }
}
