// SPDX-License-Identifier: Apache-2.0
package io.l3m.golden;

import io.l3m.runtime.data.HostArray;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The recorded value of one data key: one tensor under the empty name; the tensors of a list under
 * their indices; the tensors of several heads under the names of these.
 */
record Recorded(Map<String, HostArray> tensors, Form form) {

  /** How tensors make a value. */
  enum Form {
    SINGLE,
    LIST,
    HEADS
  }

  /**
   * Groups tensors by key.
   *
   * @param nested whether names are {@code head.key} and not {@code key} or {@code key.index}
   */
  static Map<String, Recorded> byKey(Map<String, HostArray> tensors, boolean nested) {
    Map<String, Recorded> keys = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> {
      int dot = name.lastIndexOf('.');
      String last = name.substring(dot + 1);
      if (nested && dot > 0) {
        put(keys, last, Form.HEADS, name.substring(0, dot), tensor);
      } else if (dot > 0 && last.chars().allMatch(Character::isDigit)) {
        put(keys, name.substring(0, dot), Form.LIST, last, tensor);
      } else {
        put(keys, name, Form.SINGLE, "", tensor);
      }
    });
    return keys;
  }

  private static void put(
      Map<String, Recorded> keys, String key, Form form, String part, HostArray tensor) {
    keys.computeIfAbsent(key, unused -> new Recorded(new LinkedHashMap<>(), form))
        .tensors()
        .put(part, tensor);
  }

  /** The name of a part in the file: as {@link #byKey} took it apart. */
  String fileName(String key, String part) {
    return switch (form) {
      case SINGLE -> key;
      case LIST -> key + "." + part;
      case HEADS -> part + "." + key;
    };
  }

  HostArray first() {
    return tensors.values().iterator().next();
  }
}
