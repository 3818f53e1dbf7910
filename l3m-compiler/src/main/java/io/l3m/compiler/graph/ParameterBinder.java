// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.graph;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.schema.BlockSchema;
import io.l3m.compiler.schema.Parameter;
import io.l3m.compiler.schema.ValueType;
import io.l3m.compiler.source.Span;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import io.l3m.compiler.yaml.ScalarValue;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Binds the keys of a block's map to the parameters of its schema. */
final class ParameterBinder {

  private static final String ARGUMENTS = "_args_";
  private static final String RECURSIVE = "_recursive_";
  private static final String CONVERT = "_convert_";
  private static final Set<String> CONVERSIONS = Set.of("none", "partial", "object", "all");

  private final Binding binding;
  private final FactoryCalls calls;
  private final Constraints constraints;

  ParameterBinder(Binding binding) {
    this.binding = binding;
    this.calls = new FactoryCalls(binding.catalog());
    this.constraints = new Constraints(binding.evaluator(), binding.problems(), binding.defaults());
  }

  /** A block under construction. */
  private record Site(
      MapNode node, BlockSchema schema, Slot slot, Span target, FactoryCalls.Supply supply) {

    boolean isIneffective(Parameter parameter) {
      return parameter.ignored().isPresent() || supply.always().contains(parameter.name());
    }
  }

  BoundBlock bind(MapNode node, BlockSchema schema, ValueType type, Slot slot) {
    ConfigNode target = node.get(BlockBinder.TARGET).orElseThrow();
    boolean factory = type instanceof ValueType.FactoryType;
    FactoryCalls.Supply supply =
        factory ? calls.supplyTo(slot.owner(), schema) : FactoryCalls.Supply.NOTHING;
    Span place = binding.mendable(target.span(), slot.key());
    Site site = new Site(node, schema, slot, place, supply);
    Map<String, Argument> arguments = new LinkedHashMap<>();
    bindPositional(site, arguments);
    for (MapNode.Entry entry : node.entries()) {
      if (!BlockBinder.SPECIAL.contains(entry.key())) {
        bindKeyword(site, entry, arguments);
      }
    }
    checkSpecial(site);
    checkRequired(site, arguments);
    BoundBlock block = new BoundBlock(slot.path(), schema, factory, arguments, target.origin());
    constraints.check(block, place, supply.always());
    reportIneffective(site, constraints.broken(block));
    return block;
  }

  // ---- keywords

  private void bindKeyword(Site site, MapNode.Entry entry, Map<String, Argument> arguments) {
    Optional<Parameter> parameter = site.schema().parameter(entry.key());
    if (parameter.isEmpty()) {
      Optional<String> meant = reportUnknown(site, entry);
      meant
          .filter(name -> !site.node().has(name))
          .flatMap(name -> site.schema().parameter(name))
          .ifPresent(found -> arguments.put(found.name(), adopted(site, entry, found)));
      return;
    }
    if (isPositional(site, arguments.get(entry.key()))) {
      binding.report(
          Code.GIVEN_TWICE,
          binding.mendable(entry.keySpan(), site.target()),
          entry.key(),
          site.schema().simpleName());
      return;
    }
    Slot slot = slot(site, entry.key(), entry.keySpan());
    // Of a fixed set of words the original knows no other, even where it then does nothing.
    if (site.isIneffective(parameter.get())
        && !(parameter.get().type() instanceof ValueType.ChoiceType)) {
      // Whatever stands there is never looked at, so it cannot be wrong either.
      Binding trial = binding.trial(new Problems());
      arguments.put(entry.key(), trial.values().bind(entry.value(), parameter.get(), slot));
      return;
    }
    arguments.put(entry.key(), binding.values().bind(entry.value(), parameter.get(), slot));
  }

  private Argument adopted(Site site, MapNode.Entry entry, Parameter meant) {
    return site.isIneffective(meant)
        ? new Argument(new Value.Unknown(), entry.value().origin())
        : binding.adopt(entry.value(), meant, slot(site, meant.name(), entry.keySpan()));
  }

  /** Whether an argument came by position, rather than as what a misspelled key meant. */
  private static boolean isPositional(Site site, @Nullable Argument given) {
    return given != null && site.node().has(ARGUMENTS) && !(given.value() instanceof Value.Unknown);
  }

  private Slot slot(Site site, String parameter, Span key) {
    return new Slot(
        site.slot().path().child(parameter),
        "`" + parameter + "` of `" + site.schema().simpleName() + "`",
        binding.mendable(key, site.target()),
        Optional.of(new Slot.Owner(site.schema(), parameter)));
  }

  /** Warns of parameters that nobody reads, or that the owner overrides. */
  private void reportIneffective(Site site, Set<String> broken) {
    for (MapNode.Entry entry : site.node().entries()) {
      site.schema()
          .parameter(entry.key())
          .filter(site::isIneffective)
          .filter(parameter -> !broken.contains(parameter.name()))
          .ifPresent(parameter -> reportIneffective(site, entry, parameter));
    }
  }

  private void reportIneffective(Site site, MapNode.Entry entry, Parameter parameter) {
    Span place = binding.mendable(entry.keySpan(), site.target());
    String owner = site.schema().simpleName();
    if (parameter.ignored().isEmpty()) {
      String passing =
          site.slot().owner().map(found -> found.schema().simpleName()).orElse("the owner");
      if (site.node().has(BlockBinder.PARTIAL)) { // else that is the problem
        binding.report(Code.OWNER_WINS, place, parameter.name(), owner, passing);
      }
    } else if (!Defaults.isDefault(entry.value(), parameter)) {
      binding.report(
          Code.PARAMETER_IGNORED, place, parameter.name(), owner, parameter.ignored().get());
    }
  }

  /** Reports an unknown parameter; gives the one that was meant, whose value is then unknown. */
  private Optional<String> reportUnknown(Site site, MapNode.Entry entry) {
    Span place = binding.mendable(entry.keySpan(), site.target());
    Set<String> free = free(site, place);
    Optional<String> elsewhere =
        Neighbours.taking(entry.key(), site.node(), site.slot(), binding.catalog());
    Optional<String> meant =
        Synonyms.among(free, entry.key())
            .or(() -> elsewhere.isEmpty() ? onlyMissing(site, entry, free) : Optional.empty());
    if (meant.isEmpty() && elsewhere.isEmpty() && takesAnything(site.schema())) {
      binding.report(
          Code.PARAMETER_IGNORED,
          place,
          entry.key(),
          site.schema().simpleName(),
          "it takes any parameter and looks at none but its own");
      return Optional.empty();
    }
    if (isRetargeted(site, place)) {
      reportRetargeted(site, entry, place);
      return Optional.empty();
    }
    Problems.Report report =
        binding
            .report(Code.UNKNOWN_PARAMETER, place, site.schema().simpleName(), entry.key())
            .suggest(meant.map(name -> Binding.asWritten(name, site.slot().path(), place)));
    if (meant.isPresent()) {
      binding.noteMisspelled(site.slot().path().child(meant.get()));
      return meant.filter(name -> !BlockBinder.SPECIAL.contains(name));
    }
    elsewhere.ifPresentOrElse(
        where -> report.hint("`" + entry.key() + "` is a parameter of " + where),
        () -> report.hint("it has " + known(site.schema())));
    return Optional.empty();
  }

  /** The keys that a block takes and that are not written yet. */
  private Set<String> free(Site site, Span place) {
    Set<String> free = new TreeSet<>();
    site.schema().parameters().forEach(parameter -> free.add(parameter.name()));
    free.addAll(BlockBinder.SPECIAL);
    if (place.file().overrideIndex().isEmpty()) { // an override may well mean what is there
      site.node().entries().stream()
          .filter(written -> !binding.inDefaults(written.keySpan()))
          .forEach(written -> free.remove(written.key()));
    }
    return free;
  }

  /** Whether an override alone brought in the block, beside keys that stand in the file. */
  private static boolean isRetargeted(Site site, Span place) {
    return site.target().file().overrideIndex().isPresent()
        && place.file().overrideIndex().isEmpty();
  }

  /** The file alone is right: what the override brings in takes other keys. */
  private void reportRetargeted(Site site, MapNode.Entry entry, Span place) {
    binding
        .report(Code.UNKNOWN_PARAMETER, site.target(), site.schema().simpleName(), entry.key())
        .label(place, "it is given here")
        .hint("delete it, too: `~" + site.slot().path().child(entry.key()) + "`");
  }

  /**
   * The one parameter that is missing, where one key alone is unknown and its value would fit: what
   * is called by a name of one's own.
   */
  private Optional<String> onlyMissing(Site site, MapNode.Entry entry, Set<String> free) {
    if (!site.supply().isKnown()) {
      return Optional.empty();
    }
    List<Parameter> missing =
        site.schema().parameters().stream()
            .filter(parameter -> parameter.required() && !site.node().has(parameter.name()))
            .filter(parameter -> !site.supply().always().contains(parameter.name()))
            .toList();
    long unknown =
        site.node().keys().stream()
            .filter(key -> !BlockBinder.SPECIAL.contains(key))
            .filter(key -> site.schema().parameter(key).isEmpty())
            .filter(key -> Synonyms.among(free, key).isEmpty())
            .count();
    if (missing.size() != 1 || unknown != 1 || site.node().has(ARGUMENTS)) {
      return Optional.empty();
    }
    Parameter parameter = missing.getFirst();
    boolean fits =
        binding.fits(entry.value(), parameter, slot(site, parameter.name(), entry.keySpan()));
    return fits ? Optional.of(parameter.name()) : Optional.empty();
  }

  /** Whether the original passes over parameters that it does not know. */
  private static boolean takesAnything(BlockSchema schema) {
    return Exprs.let(schema, "takes_anything").isPresent();
  }

  private static String known(BlockSchema schema) {
    if (schema.parameters().isEmpty()) {
      return "no parameters";
    }
    List<String> names =
        schema.parameters().stream()
            .filter(parameter -> parameter.ignored().isEmpty())
            .map(parameter -> "`" + parameter.name() + "`")
            .toList();
    return String.join(", ", names);
  }

  // ---- positional arguments

  private void bindPositional(Site site, Map<String, Argument> arguments) {
    Optional<MapNode.Entry> entry = site.node().entry(ARGUMENTS);
    if (entry.isEmpty()) {
      return;
    }
    Optional<Parameter> variadic = site.schema().parameter(ARGUMENTS);
    if (variadic.isPresent()) {
      Slot slot = slot(site, ARGUMENTS, entry.get().keySpan());
      arguments.put(ARGUMENTS, binding.values().bind(entry.get().value(), variadic.get(), slot));
      return;
    }
    if (!(entry.get().value() instanceof ListNode list)) {
      binding.report(
          Code.WRONG_TYPE,
          binding.mendable(entry.get().keySpan(), site.target()),
          "`_args_` of `" + site.schema().simpleName() + "`",
          "a list",
          TypeNames.found(entry.get().value()));
      return;
    }
    List<Parameter> parameters = site.schema().parameters();
    for (int i = 0; i < list.items().size(); i++) {
      ConfigNode item = list.items().get(i);
      if (i >= parameters.size()) {
        binding.report(
            Code.TOO_MANY_ARGUMENTS,
            item.span(),
            site.schema().simpleName(),
            parameters.size(),
            list.items().size());
        return;
      }
      Parameter parameter = parameters.get(i);
      Slot slot = slot(site, parameter.name(), item.span());
      arguments.put(parameter.name(), binding.values().bind(item, parameter, slot));
    }
  }

  // ---- what must be there

  private void checkRequired(Site site, Map<String, Argument> arguments) {
    if (!site.supply().isKnown()) {
      return;
    }
    Set<String> present = new HashSet<>(arguments.keySet());
    present.addAll(site.supply().always());
    present.addAll(site.node().keys());
    for (Parameter parameter : site.schema().parameters()) {
      if (parameter.required() && !present.contains(parameter.name())) {
        reportMissing(site, parameter);
      }
    }
  }

  private void reportMissing(Site site, Parameter parameter) {
    Problems.Report report =
        binding.report(
            Code.PARAMETER_MISSING,
            binding.deletionOr(site.slot().path().child(parameter.name()), site.target()),
            site.schema().simpleName(),
            parameter.name());
    report.hint(
        "add `"
            + parameter.name()
            + ": …`, "
            + TypeNames.of(parameter.type())
            + (parameter.doc().isEmpty() ? "" : " (" + parameter.doc() + ")"));
  }

  private void checkSpecial(Site site) {
    site.node()
        .entry(CONVERT)
        .filter(entry ->
            !(entry.value() instanceof ScalarNode text && CONVERSIONS.contains(text.text())))
        .ifPresent(entry ->
            binding.report(
                Code.NOT_ONE_OF,
                binding.mendable(entry.value().span(), site.target()),
                "`_convert_`",
                TypeNames.quoted(new TreeSet<>(CONVERSIONS)),
                TypeNames.found(entry.value())));
    site.node()
        .entry(RECURSIVE)
        .filter(entry ->
            entry.value() instanceof ScalarNode flag
                && flag.value() instanceof ScalarValue.Bool(boolean value)
                && !value)
        .ifPresent(entry ->
            binding.report(Code.NOT_RECURSIVE, binding.mendable(entry.keySpan(), site.target())));
  }
}
