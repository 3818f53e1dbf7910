// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The names of classes by their numbers, from a file: a pickle of a dict or list as in the
 * original, a JSON object or list, or a text with one name a line.
 */
public final class ClassNames {

  private ClassNames() {}

  /**
   * Reads the names; the place of a name is its number.
   *
   * @throws DataException if the file is missing, is none of the three forms, or leaves out a
   *     number; the message names the file
   */
  public static List<String> read(Path file) {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new DataException(
          ("Cannot read the names of the classes from `%s`: %s. The file holds one name a line, or"
                  + " is JSON or a pickle of a dict from numbers to names")
              .formatted(file, e instanceof NoSuchFileException ? "no such file" : e),
          e);
    }
    try {
      List<String> names = parse(content);
      if (names.isEmpty()) {
        throw new IllegalArgumentException("it is empty");
      }
      return names;
    } catch (RuntimeException e) {
      throw new DataException(
          "Cannot read the names of the classes from `%s`: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static List<String> parse(byte[] content) {
    if (content.length > 0 && ((content[0] & 0xff) == 0x80 || endsLikePickle(content))) {
      return named(Pickle.read(content));
    }
    String text = new String(content, StandardCharsets.UTF_8).strip();
    if (text.startsWith("{") || text.startsWith("[")) {
      return named(plain(JsonParser.parseString(text)));
    }
    return text.isEmpty() ? List.of() : text.lines().map(String::strip).toList();
  }

  /** The oldest protocol is text, and begins with a dict or a list. */
  private static boolean endsLikePickle(byte[] content) {
    return content.length > 3
        && content[0] == '('
        && (content[1] == 'd' || content[1] == 'l')
        && content[content.length - 1] == '.';
  }

  private static Object plain(JsonElement json) {
    if (json.isJsonArray()) {
      List<Object> list = new ArrayList<>();
      json.getAsJsonArray().forEach(item -> list.add(plain(item)));
      return list;
    }
    if (json.isJsonObject()) {
      Map<Object, Object> map = new TreeMap<>();
      json.getAsJsonObject().asMap().forEach((key, value) -> map.put(key, plain(value)));
      return map;
    }
    return json.getAsString();
  }

  private static List<String> named(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(ClassNames::name).toList();
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("it holds neither a dict nor a list of names");
    }
    TreeMap<Long, String> byNumber = new TreeMap<>();
    map.forEach((key, name) -> byNumber.put(number(key), name(name)));
    for (long number = 0; number < byNumber.size(); number++) {
      if (!byNumber.containsKey(number)) {
        throw new IllegalArgumentException(
            "it has %d names, but none for %d".formatted(byNumber.size(), number));
      }
    }
    return List.copyOf(byNumber.values());
  }

  private static long number(Object key) {
    if (key instanceof Long number) {
      return number;
    }
    try {
      return Long.parseLong(String.valueOf(key));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("`" + key + "` is not the number of a class", e);
    }
  }

  private static String name(Object value) {
    if (value instanceof String name) {
      return name;
    }
    throw new IllegalArgumentException("a name is not a text");
  }
}
