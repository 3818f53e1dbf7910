// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.yaml;

import io.l3m.compiler.source.Origin;
import io.l3m.compiler.source.Span;
import java.util.List;
import java.util.Optional;

/** A config as a tree of immutable nodes; each knows why it is what it is. */
public sealed interface ConfigNode {

  Origin origin();

  /** The place that a report about this node points to. */
  default Span span() {
    return origin().span();
  }

  /** The same node with another origin. */
  ConfigNode withOrigin(Origin origin);

  /** A map; its keys are distinct and keep the order of the text. */
  record MapNode(List<Entry> entries, Origin origin) implements ConfigNode {

    /** A key with its place, and its value. */
    public record Entry(String key, Span keySpan, ConfigNode value) {

      /** Whether nothing is written behind the key. */
      public boolean isEmpty() {
        return value instanceof ScalarNode scalar
            && scalar.value() instanceof ScalarValue.Null
            && scalar.text().isEmpty();
      }

      /** The same key with another value. */
      public Entry withValue(ConfigNode other) {
        return new Entry(key, keySpan, other);
      }
    }

    public MapNode {
      entries = List.copyOf(entries);
    }

    /** The entry of a key. */
    public Optional<Entry> entry(String key) {
      for (Entry entry : entries) {
        if (entry.key.equals(key)) {
          return Optional.of(entry);
        }
      }
      return Optional.empty();
    }

    /** The value of a key. */
    public Optional<ConfigNode> get(String key) {
      return entry(key).map(Entry::value);
    }

    /** Whether there is an entry of this key. */
    public boolean has(String key) {
      return entry(key).isPresent();
    }

    /** The keys, in the order of the text. */
    public List<String> keys() {
      return entries.stream().map(Entry::key).toList();
    }

    @Override
    public MapNode withOrigin(Origin other) {
      return new MapNode(entries, other);
    }
  }

  /** A list. */
  record ListNode(List<ConfigNode> items, Origin origin) implements ConfigNode {
    public ListNode {
      items = List.copyOf(items);
    }

    @Override
    public ListNode withOrigin(Origin other) {
      return new ListNode(items, other);
    }
  }

  /**
   * A scalar.
   *
   * @param text the scalar as written, quotes and escapes undone
   */
  record ScalarNode(ScalarValue value, String text, Origin origin) implements ConfigNode {
    @Override
    public ScalarNode withOrigin(Origin other) {
      return new ScalarNode(value, text, other);
    }
  }

  /** A scalar whose text holds <code>${…}</code>; there is none in an assembled config. */
  record ReferenceNode(String text, Origin origin) implements ConfigNode {
    @Override
    public ReferenceNode withOrigin(Origin other) {
      return new ReferenceNode(text, other);
    }
  }

  /**
   * A value that could not be read or resolved: reported already, so whoever meets it is silent.
   */
  record ErrorNode(Origin origin) implements ConfigNode {
    @Override
    public ErrorNode withOrigin(Origin other) {
      return new ErrorNode(other);
    }
  }
}
