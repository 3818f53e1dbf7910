// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.yaml;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.Origin;
import io.l3m.compiler.source.Span;
import io.l3m.compiler.yaml.ConfigNode.ErrorNode;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.ReferenceNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import io.l3m.compiler.yaml.ScalarDialect.Kind;
import java.util.Optional;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/** Makes nodes and keys of scalars; the few tags of YAML itself are taken, all others refused. */
final class ScalarNodes {

  private static final String STANDARD = "tag:yaml.org,2002:";

  private final Places places;
  private final Problems problems;

  ScalarNodes(Places places, Problems problems) {
    this.places = places;
    this.problems = problems;
  }

  static boolean isMerge(ScalarEvent key) {
    return key.isPlain() && key.getTag() == null && key.getValue().equals("<<");
  }

  /** The node of a scalar; an empty one has the place of its key, where people look for it. */
  ConfigNode value(ScalarEvent event, Optional<Span> key) {
    Span own = places.span(event.getStartMark(), event.getEndMark());
    boolean nothing = own.start() == own.end() && event.getValue().isEmpty();
    Span place = nothing ? key.orElse(own) : own;
    Origin origin = new Origin.Written(place);
    String text = event.getValue();
    Optional<ScalarValue> value = read(event, place);
    if (value.isEmpty()) {
      return new ErrorNode(origin);
    }
    boolean reference = value.get() instanceof ScalarValue.Text && text.contains("${");
    return reference ? new ReferenceNode(text, origin) : new ScalarNode(value.get(), text, origin);
  }

  /** The text of a key; numbers are taken as written. */
  Optional<String> key(ConfigNode node, Span place) {
    return switch (node) {
      case ScalarNode scalar ->
          switch (scalar.value()) {
            case ScalarValue.Text text -> Optional.of(text.value());
            case ScalarValue.Missing missing -> Optional.of(scalar.text());
            case ScalarValue.Int number -> Optional.of(scalar.text());
            case ScalarValue.Float number -> Optional.of(scalar.text());
            case ScalarValue.Bool bool -> notText(place, scalar.text(), bool.kind());
            case ScalarValue.Null none -> notText(place, scalar.text(), none.kind());
          };
      case ReferenceNode reference -> Optional.of(reference.text());
      case MapNode map -> notText(place, place.text(), "a map");
      case ListNode list -> notText(place, place.text(), "a list");
      case ErrorNode error -> Optional.empty();
    };
  }

  /** Whether the tag of a collection is none that a config may have; then it is reported. */
  boolean reportTag(CollectionStartEvent event) {
    String tag = event.getTag();
    boolean map = event instanceof MappingStartEvent;
    if (tag == null || tag.equals("!") || tag.equals(STANDARD + (map ? "map" : "seq"))) {
      return false;
    }
    reportTag(tag, places.character(places.offset(event.getStartMark())));
    return true;
  }

  private Optional<String> notText(Span place, String key, String kind) {
    problems
        .report(Code.YAML_KEY_NOT_TEXT, place, key, kind)
        .hint("put the key in quotes if it is meant as text");
    return Optional.empty();
  }

  private Optional<ScalarValue> read(ScalarEvent event, Span place) {
    String text = event.getValue();
    String tag = event.getTag();
    if (tag == null) {
      return event.isPlain()
          ? ScalarDialect.readPlain(text, place, problems)
          : Optional.of(ScalarDialect.readQuoted(text));
    }
    return switch (tag) {
      case "!", STANDARD + "str" -> Optional.of(ScalarDialect.readQuoted(text));
      case STANDARD + "null" -> Optional.of(new ScalarValue.Null());
      case STANDARD + "bool" -> tagged(Kind.BOOL, "boolean", text, place);
      case STANDARD + "int" -> tagged(Kind.INT, "integer", text, place);
      case STANDARD + "float" -> tagged(Kind.FLOAT, "number", text, place);
      default -> {
        reportTag(tag, place);
        yield Optional.empty();
      }
    };
  }

  private Optional<ScalarValue> tagged(Kind kind, String name, String text, Span place) {
    Kind found = ScalarDialect.kindOf(text);
    if (kind == Kind.FLOAT && found == Kind.INT) {
      return ScalarDialect.read(Kind.INT, text, place, problems)
          .map(value -> new ScalarValue.Float((double) ((ScalarValue.Int) value).value()));
    }
    if (found != kind) {
      problems.report(Code.YAML_TAG_VALUE, place, text, name);
      return Optional.empty();
    }
    return ScalarDialect.read(kind, text, place, problems);
  }

  private void reportTag(String tag, Span place) {
    String shown = tag.startsWith(STANDARD) ? "!!" + tag.substring(STANDARD.length()) : tag;
    problems
        .report(Code.YAML_TAG, place, shown)
        .hint("delete it: blocks are named by `_target_`, and a tag never names code");
  }
}
