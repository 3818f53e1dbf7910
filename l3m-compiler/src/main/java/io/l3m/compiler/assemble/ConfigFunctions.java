// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.compiler.assemble.Cell.Resolved;
import io.l3m.compiler.assemble.Expression.Call;
import io.l3m.compiler.assemble.PathWalk.End;
import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.Origin;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.source.Span;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ErrorNode;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode.Entry;
import io.l3m.compiler.yaml.ConfigNode.ReferenceNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import io.l3m.compiler.yaml.ScalarValue;
import io.l3m.compiler.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** OmegaConf's own functions, {@code oc.…}, which see the config or the environment. */
final class ConfigFunctions {

  private final Evaluator evaluator;
  private final ReferenceResolver resolver;
  private final Problems problems;
  private final Call call;
  private final List<Resolved> arguments;
  private final Span place;

  ConfigFunctions(Evaluator evaluator, Call call, List<Resolved> arguments) {
    this.evaluator = evaluator;
    this.resolver = evaluator.resolver();
    this.problems = resolver.problems();
    this.call = call;
    this.arguments = arguments;
    this.place = evaluator.place(call.range());
  }

  /** A variable of the environment as text, or the second argument as text, or null as null. */
  Resolved environment() {
    Optional<String> name = textArgument("oc.env", 0);
    if (name.isEmpty()) {
      return evaluator.error();
    }
    String value = resolver.environment().get(name.get());
    if (value != null) {
      return text(value);
    }
    if (arguments.size() == 1) {
      problems
          .report(Code.ENVIRONMENT_UNSET, place, name.get())
          .hint("set it, or give a default: `${oc.env:" + name.get() + ",…}`");
      return evaluator.error();
    }
    ConfigNode fallback = arguments.get(1).node();
    boolean none =
        fallback instanceof ScalarNode scalar && scalar.value() instanceof ScalarValue.Null;
    return none ? arguments.get(1) : text(PythonText.of(fallback, resolver.charactersLeft()));
  }

  /** The value at a path, or the second argument, or null. */
  Resolved select() {
    Optional<String> path = textArgument("oc.select", 0);
    if (path.isEmpty()) {
      return evaluator.error();
    }
    Optional<Resolved> found = find(path.get());
    if (found.isPresent() && !isMissing(found.get().node())) {
      Origin origin = new Origin.Referenced(place, found.get().node().origin());
      return resolver.withOrigin(found.get(), origin);
    }
    Origin origin = new Origin.Computed(place, List.of());
    return arguments.size() == 2
        ? arguments.get(1)
        : evaluator.scalar(new ScalarValue.Null(), origin);
  }

  /** The value that a text says, in the language of function arguments; null stays null. */
  Resolved decode() {
    ConfigNode node = arguments.getFirst().node();
    if (node instanceof ScalarNode scalar && scalar.value() instanceof ScalarValue.Null) {
      return arguments.getFirst();
    }
    return textArgument("oc.decode", 0)
        .map(text -> evaluator.decode(text, call.range()))
        .orElseGet(evaluator::error);
  }

  /** The argument itself, or what a text says as YAML. */
  Resolved create() {
    ConfigNode node = arguments.getFirst().node();
    if (!(node instanceof ScalarNode scalar)) {
      return arguments.getFirst();
    }
    if (!(scalar.value() instanceof ScalarValue.Text(String text))) {
      return scalar.value() instanceof ScalarValue.Null
          ? arguments.getFirst()
          : fail("oc.create", "takes a map, a list or a text, but got " + scalar.value().kind());
    }
    Problems inside = new Problems();
    SourceFile file = SourceFile.of("oc.create", text);
    Optional<ConfigNode> root = new YamlReader(inside).read(file);
    if (root.isEmpty() || inside.hasErrors()) {
      return fail("oc.create", "cannot read the text `" + text + "` as YAML");
    }
    Resolved value = resolver.resolve(Cell.root(placed(root.get())));
    return switch (value.node()) {
      case MapNode map -> value;
      case ListNode list -> value;
      case ScalarNode word -> mapOfNothing(word);
      case ReferenceNode reference -> value;
      case ErrorNode error -> value;
    };
  }

  /** A single word is a map in which it is a key without a value. */
  private Resolved mapOfNothing(ScalarNode word) {
    Origin origin = new Origin.Computed(place, List.of());
    ScalarNode nothing = new ScalarNode(new ScalarValue.Null(), "", origin);
    return new Resolved(new MapNode(List.of(new Entry(word.text(), place, nothing)), origin), 2, 1);
  }

  /** The same tree with all its places in the config, not in the text that was read. */
  private ConfigNode placed(ConfigNode node) {
    Origin origin = new Origin.Computed(place, List.of());
    return switch (node) {
      case MapNode map ->
          new MapNode(
              map.entries().stream()
                  .map(entry -> new Entry(entry.key(), place, placed(entry.value())))
                  .toList(),
              origin);
      case ListNode list -> new ListNode(list.items().stream().map(this::placed).toList(), origin);
      case ScalarNode scalar -> scalar.withOrigin(origin);
      case ReferenceNode reference -> reference.withOrigin(origin);
      case ErrorNode error -> error.withOrigin(origin);
    };
  }

  /** The keys of the map at a path, as a list of texts. */
  Resolved keys() {
    Optional<Resolved> map = map("oc.dict.keys");
    if (map.isEmpty() || !(map.get().node() instanceof MapNode node)) {
      return evaluator.error();
    }
    ReferenceResolver.Contents contents = resolver.new Contents();
    List<ConfigNode> items = new ArrayList<>();
    for (Entry entry : node.entries()) {
      Origin origin = new Origin.Referenced(place, new Origin.Written(entry.keySpan()));
      Resolved key = evaluator.scalar(new ScalarValue.Text(entry.key()), origin);
      items.add(contents.add(key, place));
    }
    return contents.of(new ListNode(items, new Origin.Referenced(place, node.origin())));
  }

  /** The values of the map at a path, as a list. */
  Resolved values() {
    Optional<Resolved> map = map("oc.dict.values");
    if (map.isEmpty() || !(map.get().node() instanceof MapNode node)) {
      return evaluator.error();
    }
    List<ConfigNode> items = node.entries().stream().map(Entry::value).toList();
    ListNode list = new ListNode(items, new Origin.Referenced(place, node.origin()));
    return new Resolved(list, map.get().values(), map.get().height());
  }

  /** The value at a path, with the advice to name that path. */
  Resolved deprecated() {
    Optional<String> path = textArgument("oc.deprecated", 0);
    Optional<String> text =
        arguments.size() == 2 ? textArgument("oc.deprecated", 1) : Optional.of("");
    if (path.isEmpty() || text.isEmpty()) {
      return evaluator.error();
    }
    Optional<Resolved> found = find(path.get());
    if (found.isEmpty()) {
      return lost("oc.deprecated", path.get());
    }
    String old = String.join(".", evaluator.cell().path());
    String message =
        text.get().isEmpty()
            ? "`" + old + "` is deprecated: use `" + path.get() + "`"
            : text.get()
                .replace("$OLD_KEY", old)
                .replace("$NEW_KEY", path.get())
                .replace("$$", "$");
    problems.report(Code.KEY_DEPRECATED, place, message);
    Origin origin = new Origin.Referenced(place, found.get().node().origin());
    return resolver.withOrigin(found.get(), origin);
  }

  private Optional<Resolved> map(String function) {
    Optional<String> path = textArgument(function, 0);
    if (path.isEmpty()) {
      return Optional.empty();
    }
    Optional<Resolved> found = find(path.get());
    if (found.isEmpty()) {
      Resolved unknown = lost(function, path.get());
      return Optional.of(unknown);
    }
    ConfigNode node = found.get().node();
    if (!(node instanceof MapNode) && !(node instanceof ErrorNode)) {
      String kind = Functions.kind(found.get());
      return Optional.of(fail(function, "takes a map, but `" + path.get() + "` is " + kind));
    }
    return found;
  }

  /** The value at a path; dots in front make it relative, as in a reference. */
  private Optional<Resolved> find(String path) {
    int up = 0;
    while (up < path.length() && path.charAt(up) == '.') {
      up++;
    }
    List<String> written = PathWalk.names(path.substring(up));
    return new Lookup(evaluator)
        .absolute(up, written)
        .map(resolver::walk)
        .flatMap(end ->
            end instanceof End.Found(Resolved value) ? Optional.of(value) : Optional.empty());
  }

  private Optional<String> textArgument(String function, int index) {
    if (arguments.get(index).node() instanceof ScalarNode scalar
        && scalar.value() instanceof ScalarValue.Text(String text)) {
      return Optional.of(text);
    }
    String kind = Functions.kind(arguments.get(index));
    fail(function, "takes text as argument " + (index + 1) + ", but got " + kind);
    return Optional.empty();
  }

  private Resolved lost(String function, String path) {
    return fail(function, "finds no `" + path + "`");
  }

  @CanIgnoreReturnValue
  private Resolved fail(String function, String reason) {
    problems.report(Code.FUNCTION_ARGUMENT, place, function, reason);
    return evaluator.error();
  }

  private Resolved text(String text) {
    return resolver.spendCharacters(text.length(), place)
        ? evaluator.scalar(new ScalarValue.Text(text), new Origin.Computed(place, List.of()))
        : evaluator.error();
  }

  private static boolean isMissing(ConfigNode node) {
    return node instanceof ScalarNode scalar && scalar.value() instanceof ScalarValue.Missing;
  }
}
