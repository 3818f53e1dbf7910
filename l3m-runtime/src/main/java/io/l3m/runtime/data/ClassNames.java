// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.l3m.pickle.PickleFault;
import io.l3m.pickle.PickleMachine;
import io.l3m.pickle.PickleValue;
import io.l3m.pickle.PickleValue.Bytes;
import io.l3m.pickle.PickleValue.Dict;
import io.l3m.pickle.PickleValue.Items;
import io.l3m.pickle.PickleValue.Text;
import io.l3m.pickle.PickleValue.Tuple;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
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
    } catch (PickleFault | RuntimeException e) {
      throw new DataException(
          "Cannot read the names of the classes from `%s`: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static List<String> parse(byte[] content) throws PickleFault {
    if (content.length > 0 && ((content[0] & 0xff) == 0x80 || endsLikePickle(content))) {
      return ofPickle(PickleMachine.read(content, new NumpyNames()));
    }
    String text = new String(content, StandardCharsets.UTF_8).strip();
    if (text.startsWith("{") || text.startsWith("[")) {
      return ofJson(JsonParser.parseString(text));
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

  private static List<String> ofPickle(PickleValue names) {
    return switch (names) {
      case Items(List<PickleValue> items) -> items.stream().map(ClassNames::name).toList();
      case Tuple(List<PickleValue> items) -> items.stream().map(ClassNames::name).toList();
      case Dict(Map<Object, PickleValue> entries) -> {
        TreeMap<Long, String> byNumber = new TreeMap<>();
        entries.forEach((key, name) -> byNumber.put(number(key), name(name)));
        yield inOrder(byNumber);
      }
      default -> throw neither();
    };
  }

  private static String name(PickleValue value) {
    return switch (value) {
      case Text(String name) -> name;
      case Bytes(String name) -> name;
      default -> throw new IllegalArgumentException("a name is not a text");
    };
  }

  private static List<String> ofJson(JsonElement names) {
    if (names.isJsonArray()) {
      return names.getAsJsonArray().asList().stream().map(ClassNames::name).toList();
    }
    if (!names.isJsonObject()) {
      throw neither();
    }
    TreeMap<Long, String> byNumber = new TreeMap<>();
    names.getAsJsonObject().asMap().forEach((key, name) -> byNumber.put(number(key), name(name)));
    return inOrder(byNumber);
  }

  private static String name(JsonElement value) {
    if (value.isJsonPrimitive()) {
      return value.getAsString();
    }
    throw new IllegalArgumentException("a name is not a text");
  }

  private static IllegalArgumentException neither() {
    return new IllegalArgumentException("it holds neither a dict nor a list of names");
  }

  private static List<String> inOrder(SortedMap<Long, String> byNumber) {
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
}
