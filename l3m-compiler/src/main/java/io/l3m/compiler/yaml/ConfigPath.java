// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way from the root of a config to a node, printed as {@code model.blocks[0].dim}.
 *
 * <p>A key that is no plain word is printed in brackets and single quotes, {@code a['b.c']}, where
 * {@code \'} and {@code \\} stand for a quote and a backslash. So {@code parse(path.toString())} is
 * the path again.
 */
public record ConfigPath(List<Segment> segments) implements Comparable<ConfigPath> {

  /** The root. */
  public static final ConfigPath ROOT = new ConfigPath(List.of());

  /** One step down. */
  public sealed interface Segment extends Comparable<Segment> {

    /** The step into a map. */
    record Key(String name) implements Segment {}

    /** The step into a list, from 0. */
    record Item(int index) implements Segment {}

    /** Items before keys, items by number, keys by name. */
    @Override
    default int compareTo(Segment other) {
      return switch (this) {
        case Item(int index) ->
            other instanceof Item(int otherIndex) ? Integer.compare(index, otherIndex) : -1;
        case Key(String name) ->
            other instanceof Key(String otherName) ? name.compareTo(otherName) : 1;
      };
    }
  }

  public ConfigPath {
    segments = List.copyOf(segments);
  }

  /** A path of keys. */
  public static ConfigPath of(String... keys) {
    ConfigPath path = ROOT;
    for (String key : keys) {
      path = path.child(key);
    }
    return path;
  }

  /** The path that {@link #toString()} prints as {@code text}, or empty when it is none. */
  public static Optional<ConfigPath> parse(String text) {
    return new Parser(text).parse();
  }

  /** The path of an entry of this map. */
  public ConfigPath child(String key) {
    return plus(new Segment.Key(key));
  }

  /** The path of an item of this list, counted from 0. */
  public ConfigPath item(int index) {
    return plus(new Segment.Item(index));
  }

  /** The keys and the numbers of items, from the root. */
  public List<String> names() {
    return segments.stream()
        .map(segment ->
            switch (segment) {
              case Segment.Key(String name) -> name;
              case Segment.Item(int index) -> Integer.toString(index);
            })
        .toList();
  }

  /** Whether it is the path of the whole config. */
  public boolean isRoot() {
    return segments.isEmpty();
  }

  /** The path of the owner, or empty for the root. */
  public Optional<ConfigPath> parent() {
    return isRoot()
        ? Optional.empty()
        : Optional.of(new ConfigPath(segments.subList(0, segments.size() - 1)));
  }

  /** The last step, or empty for the root. */
  public Optional<Segment> last() {
    return isRoot() ? Optional.empty() : Optional.of(segments.getLast());
  }

  private ConfigPath plus(Segment segment) {
    List<Segment> longer = new ArrayList<>(segments);
    longer.add(segment);
    return new ConfigPath(longer);
  }

  @Override
  public int compareTo(ConfigPath other) {
    int common = Math.min(segments.size(), other.segments.size());
    for (int i = 0; i < common; i++) {
      int order = segments.get(i).compareTo(other.segments.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(segments.size(), other.segments.size());
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (Segment segment : segments) {
      switch (segment) {
        case Segment.Item(int index) -> out.append('[').append(index).append(']');
        case Segment.Key(String name) -> {
          if (isWord(name)) {
            out.append(out.isEmpty() ? "" : ".").append(name);
          } else {
            out.append("['").append(name.replace("\\", "\\\\").replace("'", "\\'")).append("']");
          }
        }
      }
    }
    return out.toString();
  }

  private static boolean isWord(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (".[]'\"\\".indexOf(name.charAt(i)) >= 0 || Character.isWhitespace(name.charAt(i))) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /** Reads what {@link ConfigPath#toString()} writes. */
  private static final class Parser {
    private final String text;
    private int at = 0;

    Parser(String text) {
      this.text = text;
    }

    Optional<ConfigPath> parse() {
      List<Segment> segments = new ArrayList<>();
      while (at < text.length()) {
        Optional<Segment> next = text.charAt(at) == '[' ? bracket() : word(segments.isEmpty());
        if (next.isEmpty()) {
          return Optional.empty();
        }
        segments.add(next.get());
      }
      return Optional.of(new ConfigPath(segments));
    }

    private Optional<Segment> word(boolean first) {
      if (!first && text.charAt(at++) != '.') {
        return Optional.empty();
      }
      int start = at;
      while (at < text.length() && ".[".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      String name = text.substring(start, at);
      return isWord(name) ? Optional.of(new Segment.Key(name)) : Optional.empty();
    }

    private Optional<Segment> bracket() {
      at++;
      if (at < text.length() && text.charAt(at) == '\'') {
        return quotedKey();
      }
      int end = text.indexOf(']', at);
      String digits = end < 0 ? "" : text.substring(at, end);
      if (digits.isEmpty() || digits.length() > 9 || !digits.chars().allMatch(Parser::isDigit)) {
        return Optional.empty();
      }
      at = end + 1;
      return Optional.of(new Segment.Item(Integer.parseInt(digits)));
    }

    private Optional<Segment> quotedKey() {
      StringBuilder name = new StringBuilder();
      for (at++; at < text.length() && text.charAt(at) != '\''; at++) {
        if (text.charAt(at) == '\\' && at + 1 < text.length()) {
          at++;
        }
        name.append(text.charAt(at));
      }
      if (!text.startsWith("']", at)) {
        return Optional.empty();
      }
      at += 2;
      return Optional.of(new Segment.Key(name.toString()));
    }

    private static boolean isDigit(int c) {
      return c >= '0' && c <= '9';
    }
  }
}
