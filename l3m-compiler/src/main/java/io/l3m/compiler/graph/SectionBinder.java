// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.assemble.AssembledConfig;
import io.l3m.compiler.assemble.ConfigMerger;
import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.schema.BlockSchema;
import io.l3m.compiler.schema.Parameter;
import io.l3m.compiler.schema.SectionSchema;
import io.l3m.compiler.source.Origin;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.source.Span;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ErrorNode;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.ReferenceNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import io.l3m.compiler.yaml.ConfigPath;
import io.l3m.compiler.yaml.ScalarValue;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Binds the sections of a config: everything that is no block. */
final class SectionBinder {

  /** Sections that no experiment can do without. */
  private static final Set<String> REQUIRED =
      Set.of("data", "data.train", "optim", "model", "experiment");

  private final Binding binding;
  private final AssembledConfig config;
  private final ConfigMerger merger = new ConfigMerger(new Problems());
  private final Map<String, Section> sections = new LinkedHashMap<>();

  /** Sections that the experiment has under a misspelled name only. */
  private final Set<String> misspelled = new HashSet<>();

  /** Keys that stand there under a name that was reported. */
  private final Set<String> meant = new HashSet<>();

  SectionBinder(Binding binding, AssembledConfig config) {
    this.binding = binding;
    this.config = config;
  }

  /** All sections, by dotted path; the root's path is empty. */
  Map<String, Section> bind() {
    binding
        .catalog()
        .section("")
        .ifPresent(schema -> {
          Span top = new Span(config.experiment(), 0, 0);
          bind(config.root(), schema, new Place(ConfigPath.ROOT, top));
        });
    return sections;
  }

  /**
   * Where a section stands.
   *
   * @param key the place of its key, as near to it as the experiment has one
   */
  private record Place(ConfigPath path, Span key) {

    String name(String child) {
      return path.child(child).toString();
    }
  }

  private void bind(MapNode node, SectionSchema schema, Place place) {
    Map<String, Argument> values = new LinkedHashMap<>();
    Set<String> adopted = bindUnknown(node, schema, place, values);
    for (MapNode.Entry entry : node.entries()) {
      if (adopted.contains(entry.key())) {
        continue; // the experiment has something else there, under another name
      }
      Optional<Parameter> key = schema.key(entry.key());
      Optional<SectionSchema> inner = binding.catalog().section(place.name(entry.key()));
      if (key.isPresent()) {
        bindKey(entry, key.get(), place).ifPresent(value -> values.put(entry.key(), value));
      } else if (inner.isPresent()) {
        bindInner(entry, node, inner.get(), place);
      } else if (schema.open()) {
        checkNew(entry, node, place);
      }
    }
    sections.put(
        place.path().toString(),
        new Section(place.path(), schema, values, new Origin.Written(place.key())));
    checkRequired(node, schema, place);
    checkConstraints(values, schema, place);
    bindAbsent(node, place);
  }

  /** Reports the keys that nobody reads; gives those that were meant by some of them. */
  private Set<String> bindUnknown(
      MapNode node, SectionSchema schema, Place place, Map<String, Argument> values) {
    Set<String> adopted = new HashSet<>();
    for (MapNode.Entry entry : node.entries()) {
      if (!schema.open() && schema.key(entry.key()).isEmpty() && !isSection(entry.key(), place)) {
        reportUnknown(entry, node, schema, place)
            .filter(name -> !written(node, name))
            .filter(adopted::add)
            .ifPresent(name -> adopt(entry, name, node, place, values));
      }
    }
    return adopted;
  }

  /** Takes a misspelled key for the one that was meant, over what the defaults have there. */
  private void adopt(
      MapNode.Entry entry, String name, MapNode node, Place place, Map<String, Argument> values) {
    ConfigNode value =
        node.get(name)
            .map(below -> merger.merge(below, entry.value(), entry.keySpan()))
            .orElse(entry.value());
    MapNode.Entry meantEntry = new MapNode.Entry(name, entry.keySpan(), value);
    Optional<SectionSchema> inner = binding.catalog().section(place.name(name));
    if (inner.isPresent()) {
      if (value instanceof MapNode map) {
        bind(map, inner.get(), new Place(place.path().child(name), entry.keySpan()));
      }
      return;
    }
    schemaOf(place)
        .flatMap(schema -> schema.key(name))
        .filter(key -> key.ignored().isEmpty())
        .ifPresent(key -> values.put(name, binding.adopt(value, key, slot(meantEntry, place))));
  }

  private Optional<SectionSchema> schemaOf(Place place) {
    return binding.catalog().section(place.path().toString());
  }

  /** A section is checked like a block whose parameters are its keys. */
  private void checkConstraints(Map<String, Argument> values, SectionSchema schema, Place place) {
    if (schema.constraints().isEmpty()) {
      return;
    }
    BoundBlock block =
        new BoundBlock(
            place.path(),
            BlockSchema.ofSection(schema),
            false,
            values,
            new Origin.Written(place.key()));
    new Constraints(binding.evaluator(), binding.problems(), binding.defaults())
        .check(block, place.key(), Set.of());
  }

  // ---- keys

  private Optional<Argument> bindKey(MapNode.Entry entry, Parameter key, Place place) {
    if (isNull(entry.value()) && binding.inDefaults(entry.value().span()) && !key.nullable()) {
      return Optional.empty(); // not in the experiment: reported as missing
    }
    Slot slot = slot(entry, place);
    if (key.ignored().isPresent()) {
      if (!binding.inDefaults(entry.keySpan()) && !Defaults.isDefault(entry.value(), key)) {
        binding.report(
            Code.KEY_IGNORED, entry.keySpan(), place.name(entry.key()), key.ignored().get());
      }
      return Optional.of(binding.trial(new Problems()).values().bind(entry.value(), key, slot));
    }
    return Optional.of(binding.values().bind(entry.value(), key, slot));
  }

  private Slot slot(MapNode.Entry entry, Place place) {
    return new Slot(
        place.path().child(entry.key()),
        "`" + place.name(entry.key()) + "`",
        binding.mendable(entry.keySpan(), place.key()),
        Optional.empty());
  }

  private static boolean isNull(ConfigNode node) {
    return node instanceof ScalarNode scalar && scalar.value() instanceof ScalarValue.Null;
  }

  /** Reports an unknown key; gives the one that was meant. */
  private Optional<String> reportUnknown(
      MapNode.Entry entry, MapNode node, SectionSchema schema, Place place) {
    Span span = binding.mendable(entry.keySpan(), place.key());
    Set<String> free = new TreeSet<>();
    schema.keys().forEach(key -> free.add(key.name()));
    free.addAll(innerSections(place));
    if (span.file().overrideIndex().isEmpty()) {
      free.removeIf(name -> written(node, name));
    }
    Optional<String> nearest =
        Synonyms.among(free, entry.key())
            .or(() -> onlyMissing(entry, node, schema, place))
            .filter(name -> schema.key(name).isPresent() || isSection(name, place));
    nearest.ifPresent(name -> meant.add(place.name(name)));
    Problems.Report report =
        binding
            .report(Code.UNKNOWN_KEY, span, place.name(entry.key()))
            .suggest(nearest.map(name -> Binding.asWritten(name, place.path(), span)));
    nearest.ifPresent(name -> binding.noteMisspelled(place.path().child(name)));
    List<String> elsewhere = elsewhere(entry.key());
    boolean override = span.file().overrideIndex().isPresent();
    Optional<String> path = override ? config.nearest(pathOf(span)) : Optional.empty();
    boolean near = path.filter(found -> found.startsWith(place.path() + ".")).isPresent();
    boolean last = pathOf(span).endsWith(entry.key());
    if (path.isPresent() && (nearest.isEmpty() || (near && !last))) {
      report.suggest(path);
      return nearest;
    }
    if (nearest.isEmpty() && override && elsewhere.size() == 1) {
      report.suggest(elsewhere.stream().findFirst());
    } else if (nearest.isEmpty() && !elsewhere.isEmpty()) {
      report.hint("there is " + TypeNames.quoted(elsewhere));
    } else if (nearest.isEmpty() && !override && further(entry, place).isPresent()) {
      report.hint("there is `" + further(entry, place).get() + "`");
    } else if (nearest.isEmpty() && place.path().isRoot()) {
      report.hint("free values for references stand under `constants`");
    }
    return nearest;
  }

  /** The one place of the config outside `constants` where a key of this name stands. */
  private Optional<String> further(MapNode.Entry entry, Place place) {
    String own = place.name(entry.key());
    List<String> paths =
        config.pathsOf(entry.key()).stream()
            .filter(path -> !path.equals(own) && !path.startsWith("constants."))
            .toList();
    return paths.size() == 1 ? Optional.of(paths.getFirst()) : Optional.empty();
  }

  /** The whole path of the override that a place is in. */
  private static String pathOf(Span place) {
    String argument = place.file().text();
    int equals = argument.indexOf('=');
    return (equals < 0 ? argument : argument.substring(0, equals))
        .replaceFirst("^[+~]", "")
        .strip();
  }

  /** A free value that an override makes is for a reference to it. */
  private void checkNew(MapNode.Entry entry, MapNode node, Place place) {
    Span span = entry.keySpan();
    if (span.file().overrideIndex().isPresent()
        && texts().noneMatch(text -> refersTo(text, place.name(entry.key())))) {
      List<String> others = node.keys().stream().filter(key -> !key.equals(entry.key())).toList();
      binding
          .report(Code.UNKNOWN_KEY, span, place.name(entry.key()))
          .suggest(
              Synonyms.among(others, entry.key())
                  .map(name -> Binding.asWritten(name, place.path(), span)))
          .hint("no reference leads to it");
    }
  }

  /** All that may refer to a free value. */
  private Stream<String> texts() {
    return Stream.concat(Stream.of(config.experiment()), config.overrides().stream())
        .map(SourceFile::text);
  }

  private static boolean refersTo(String text, String path) {
    return Pattern.compile("[{:,]" + Pattern.quote(path) + "(?!\\w)").matcher(text).find();
  }

  /** Whether the experiment itself writes a key that the defaults may hold, too. */
  private boolean written(MapNode node, String name) {
    return node.entry(name).map(entry -> !binding.inDefaults(entry.keySpan())).orElse(false);
  }

  private List<String> innerSections(Place place) {
    String prefix = place.path().isRoot() ? "" : place.path() + ".";
    return binding.catalog().sections().stream()
        .map(SectionSchema::path)
        .filter(path -> !path.isEmpty() && path.startsWith(prefix))
        .map(path -> path.substring(prefix.length()))
        .filter(rest -> !rest.isEmpty() && rest.indexOf('.') < 0)
        .toList();
  }

  private List<String> elsewhere(String key) {
    return binding.catalog().sections().stream()
        .filter(section -> section.key(key).map(found -> found.ignored().isEmpty()).orElse(false))
        .map(section -> section.path().isEmpty() ? key : section.path() + "." + key)
        .sorted()
        .toList();
  }

  private boolean isSection(String name, Place place) {
    return binding.catalog().section(place.name(name)).isPresent();
  }

  /** The one key that is missing, where one alone is unknown and its value would fit. */
  private Optional<String> onlyMissing(
      MapNode.Entry entry, MapNode node, SectionSchema schema, Place place) {
    List<Parameter> missing =
        schema.keys().stream().filter(key -> key.required() && isAbsent(node, key)).toList();
    long unknown =
        node.keys().stream()
            .filter(key -> schema.key(key).isEmpty() && !isSection(key, place))
            .count();
    if (missing.size() != 1 || unknown != 1 || !elsewhere(entry.key()).isEmpty()) {
      return Optional.empty();
    }
    return binding.fits(entry.value(), missing.getFirst(), slot(entry, place))
        ? Optional.of(missing.getFirst().name())
        : Optional.empty();
  }

  private boolean isAbsent(MapNode node, Parameter key) {
    Optional<ConfigNode> value = node.get(key.name());
    return value.isEmpty()
        || (isNull(value.get()) && binding.inDefaults(value.get().span()) && !key.nullable());
  }

  private void checkRequired(MapNode node, SectionSchema schema, Place place) {
    if (misspelled.contains(place.path().toString())) {
      return;
    }
    for (Parameter key : schema.keys()) {
      if (key.required()
          && isAbsent(node, key)
          && !meant.contains(place.name(key.name()))
          && !misspelled(node, schema, key.name(), place)) {
        Problems.Report report =
            binding.report(
                Code.KEY_MISSING,
                binding.deletionOr(place.path().child(key.name()), place.key()),
                place.name(key.name()));
        report.hint(
            "it is " + TypeNames.of(key.type()) + (key.doc().isEmpty() ? "" : ": " + key.doc()));
      }
    }
  }

  /** Whether an unknown key of the section was reported as a slip of this one. */
  private boolean misspelled(MapNode node, SectionSchema schema, String name, Place place) {
    return node.keys().stream()
        .filter(key -> schema.key(key).isEmpty())
        .filter(key -> binding.catalog().section(place.name(key)).isEmpty())
        .anyMatch(key -> Synonyms.among(List.of(name), key).isPresent());
  }

  // ---- sections inside

  private void bindInner(MapNode.Entry entry, MapNode owner, SectionSchema schema, Place place) {
    Span key = binding.mendable(entry.keySpan(), place.key());
    if (binding.inDefaults(entry.keySpan()) && isMisspelled(entry.key(), owner, place)) {
      misspelled.add(place.name(entry.key()));
    }
    switch (entry.value()) {
      case MapNode map -> bind(map, schema, new Place(place.path().child(entry.key()), key));
      case ErrorNode error -> {}
      case ReferenceNode reference -> {}
      case ListNode list -> reportNoMap(list, entry, place);
      case ScalarNode scalar -> {
        if (!isNull(scalar)) {
          reportNoMap(scalar, entry, place);
        }
      }
    }
  }

  private void reportNoMap(ConfigNode node, MapNode.Entry entry, Place place) {
    binding.report(
        Code.WRONG_TYPE,
        binding.mendable(node.span(), place.key()),
        "`" + place.name(entry.key()) + "`",
        "a map",
        TypeNames.found(node));
  }

  /** Whether a key of the owner that is no section was meant as this one. */
  private boolean isMisspelled(String section, MapNode owner, Place place) {
    return owner.keys().stream()
        .filter(key -> binding.catalog().section(place.name(key)).isEmpty())
        .anyMatch(key -> Synonyms.among(List.of(section), key).isPresent());
  }

  /** The key of an entry, or the override that made it null. */
  private static Span placeOf(MapNode.Entry entry) {
    Span value = entry.value().span();
    return value.file().overrideIndex().isPresent() ? value : entry.keySpan();
  }

  /** A section that must be there is checked for its keys also where it is not. */
  private void bindAbsent(MapNode node, Place place) {
    for (String inner : innerSections(place)) {
      String path = place.name(inner);
      boolean absent = node.get(inner).map(SectionBinder::isNull).orElse(true);
      if (absent
          && !isMisspelled(inner, node, place)
          && REQUIRED.contains(path)
          && !sections.containsKey(path)) {
        SectionSchema schema = binding.catalog().section(path).orElseThrow();
        MapNode nothing = new MapNode(List.of(), new Origin.Written(place.key()));
        Span key =
            node.entry(inner)
                .map(entry -> binding.mendable(placeOf(entry), place.key()))
                .orElse(place.key());
        bind(nothing, schema, new Place(place.path().child(inner), key));
      }
    }
  }
}
