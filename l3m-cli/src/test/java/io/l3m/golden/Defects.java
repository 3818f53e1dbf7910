// SPDX-License-Identifier: Apache-2.0
package io.l3m.golden;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Blocks of the original that work by themselves and cannot be used in an experiment: the compiler
 * may say so, and the case then counts as understood.
 */
final class Defects {

  /** The last part of a target, and the code of the refusal. */
  private static final Map<String, String> KNOWN = Map.of("MAEDecoder", "L3M0205");

  private Defects() {}

  /** Whether a node may be refused with these codes and no others. */
  static boolean allow(JsonElement node, Set<String> codes) {
    Set<String> allowed = new HashSet<>();
    for (JsonObject block : BlockCase.blocks(node)) {
      String target = block.get("_target_").getAsString();
      String code = KNOWN.get(target.substring(target.lastIndexOf('.') + 1));
      if (code != null) {
        allowed.add(code);
      }
    }
    return !allowed.isEmpty() && allowed.equals(codes);
  }
}
