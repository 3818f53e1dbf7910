// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.schema;

import java.util.Optional;

/**
 * A parameter of a block.
 *
 * @param defaultValue what an absent parameter is; a parameter without one is required
 * @param ignored why the original accepts but never uses it, where that is so
 * @param javaName the setter of the builder, where it is not the camel-case name
 */
public record Parameter(
    String name,
    ValueType type,
    boolean nullable,
    Optional<Expr> defaultValue,
    Optional<String> ignored,
    Optional<String> javaName,
    String doc) {

  /** Whether a config has to give it. */
  public boolean required() {
    return defaultValue.isEmpty();
  }
}
