// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * All schemas, by target name and alias, and the keys of the sections.
 *
 * <p>An entry may be read when it is first asked for: a config names a few dozen of several hundred
 * targets, and a check should not pay for the others. Safe for use by several threads.
 */
public final class BlockCatalog {

  private final Map<String, Entry<BlockSchema>> byName;
  private final Map<String, Entry<SectionSchema>> sections;
  private final Set<String> roles;

  public BlockCatalog(Collection<BlockSchema> schemas, Collection<SectionSchema> sections) {
    Builder builder = new Builder();
    schemas.forEach(builder::add);
    sections.forEach(builder::add);
    this.byName = builder.byName;
    this.sections = builder.sections;
    this.roles = builder.roles;
  }

  private BlockCatalog(Builder builder) {
    this.byName = new LinkedHashMap<>(builder.byName);
    this.sections = new LinkedHashMap<>(builder.sections);
    this.roles = new LinkedHashSet<>(builder.roles);
  }

  /** The schema of a target, or empty where nobody knows it. */
  public Optional<BlockSchema> find(String target) {
    return Optional.ofNullable(byName.get(target)).map(Entry::get);
  }

  /** Whether a config may write this target, without reading its entry. */
  public boolean has(String target) {
    return byName.containsKey(target);
  }

  /** Every schema once. */
  public Collection<BlockSchema> all() {
    return byName.values().stream().distinct().map(Entry::get).toList();
  }

  /** The keys of the sections, by dotted path. */
  public Optional<SectionSchema> section(String path) {
    return Optional.ofNullable(sections.get(path)).map(Entry::get);
  }

  /** All sections of an experiment. */
  public Collection<SectionSchema> sections() {
    return sections.values().stream().map(Entry::get).toList();
  }

  /** All names that a config may write, aliases too. */
  public Collection<String> names() {
    return byName.keySet();
  }

  /** All roles that some target has. */
  Set<String> roles() {
    return roles;
  }

  /** Collects entries; a later one does not replace an earlier one of the same name. */
  static final class Builder {
    private final Map<String, Entry<BlockSchema>> byName = new LinkedHashMap<>();
    private final Map<String, Entry<SectionSchema>> sections = new LinkedHashMap<>();
    private final Set<String> roles = new LinkedHashSet<>();

    /** Starts with all that another catalogue holds. */
    void addAll(BlockCatalog other) {
      other.byName.forEach(byName::putIfAbsent);
      other.sections.forEach(sections::putIfAbsent);
      roles.addAll(other.roles);
    }

    void add(BlockSchema schema) {
      List<String> names = new ArrayList<>(schema.aliases());
      names.addFirst(schema.target());
      add(new EntryScanner.Head(names, schema.roles()), () -> schema);
    }

    void add(SectionSchema section) {
      add(section.path(), () -> section);
    }

    void add(EntryScanner.Head head, Supplier<BlockSchema> schema) {
      Entry<BlockSchema> entry = new Entry<>(schema);
      roles.addAll(head.roles());
      head.names().forEach(name -> byName.putIfAbsent(name, entry));
    }

    void add(String path, Supplier<SectionSchema> section) {
      sections.putIfAbsent(path, new Entry<>(section));
    }

    boolean has(String target) {
      return byName.containsKey(target);
    }

    boolean hasSection(String path) {
      return sections.containsKey(path);
    }

    BlockCatalog build() {
      return new BlockCatalog(this);
    }
  }

  /** An entry that is read at most once. */
  private static final class Entry<T> {
    private final Supplier<T> source;
    private Optional<T> value = Optional.empty();

    Entry(Supplier<T> source) {
      this.source = source;
    }

    synchronized T get() {
      if (value.isEmpty()) {
        value = Optional.of(source.get());
      }
      return value.get();
    }
  }
}
