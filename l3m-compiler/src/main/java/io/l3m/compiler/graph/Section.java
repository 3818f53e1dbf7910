// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.schema.SectionSchema;
import io.l3m.compiler.source.Origin;
import io.l3m.compiler.yaml.ConfigPath;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A bound section that is no block ({@code experiment}, {@code optim}, …): its written scalar keys.
 */
public record Section(
    ConfigPath path, SectionSchema schema, Map<String, Argument> values, Origin origin) {

  public Section {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The value of a key, if it is written. */
  public Optional<Argument> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** The place of a written value, else of the section. */
  public Origin originOf(String key) {
    return value(key).map(Argument::origin).orElse(origin);
  }
}
