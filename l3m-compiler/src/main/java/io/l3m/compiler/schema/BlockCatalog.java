// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.schema;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** All schemas, by target name and alias, and the keys of the sections. */
public final class BlockCatalog {

  private final Map<String, BlockSchema> byName;
  private final Map<String, SectionSchema> sections;

  public BlockCatalog(Collection<BlockSchema> schemas, Collection<SectionSchema> sections) {
    Map<String, BlockSchema> names = new LinkedHashMap<>();
    for (BlockSchema schema : schemas) {
      names.put(schema.target(), schema);
      schema.aliases().forEach(alias -> names.put(alias, schema));
    }
    byName = names;
    Map<String, SectionSchema> paths = new LinkedHashMap<>();
    sections.forEach(section -> paths.put(section.path(), section));
    this.sections = paths;
  }

  /** The schema of a target, or empty where nobody knows it. */
  public Optional<BlockSchema> find(String target) {
    return Optional.ofNullable(byName.get(target));
  }

  /** Every schema once. */
  public Collection<BlockSchema> all() {
    return byName.values().stream().distinct().toList();
  }

  /** The keys of the sections, by dotted path. */
  public Optional<SectionSchema> section(String path) {
    return Optional.ofNullable(sections.get(path));
  }

  public Collection<SectionSchema> sections() {
    return sections.values();
  }

  /** All names that a config may write, aliases too. */
  public Collection<String> names() {
    return byName.keySet();
  }
}
