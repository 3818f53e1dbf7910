// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import io.l3m.compiler.assemble.ConfigOverride.Action;
import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.Origin;
import io.l3m.compiler.source.SourceFile;
import io.l3m.compiler.source.Span;
import io.l3m.compiler.yaml.ConfigNode;
import io.l3m.compiler.yaml.ConfigNode.ErrorNode;
import io.l3m.compiler.yaml.ConfigNode.ListNode;
import io.l3m.compiler.yaml.ConfigNode.MapNode;
import io.l3m.compiler.yaml.ConfigNode.ReferenceNode;
import io.l3m.compiler.yaml.ConfigNode.ScalarNode;
import io.l3m.compiler.yaml.SourceReader;
import io.l3m.compiler.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From files and arguments to one config: read, apply the overrides, resolve references, merge over
 * the defaults.
 *
 * <p>References of a file see that file alone, as in the original; overrides are applied before
 * references are resolved, so what refers to an overridden value follows it, unlike there.
 */
public final class ConfigAssembler {

  /** A file and its tree; {@code readable} is false when the tree stands for an unreadable one. */
  private record Tree(SourceFile file, MapNode root, boolean readable) {}

  private final Problems problems;

  private ConfigAssembler(Problems problems) {
    this.problems = problems;
  }

  /** Assembles as much as can be; what cannot be is reported and left as an error node. */
  public static AssembledConfig assemble(AssembleRequest request, Problems problems) {
    return new ConfigAssembler(problems).assemble(request);
  }

  private AssembledConfig assemble(AssembleRequest request) {
    Tree experiment = read(request.experiment(), false);
    Optional<Tree> defaults = request.defaults().map(input -> read(input, true));
    List<SourceFile> arguments = arguments(request.overrides());
    boolean complete = experiment.readable() && defaults.map(Tree::readable).orElse(true);
    if (!complete) {
      return new AssembledConfig(
          experiment.root(),
          experiment.file(),
          defaults.map(Tree::file),
          arguments,
          Deletions.NONE,
          false);
    }
    MapNode below = defaults.map(Tree::root).orElseGet(() -> emptyMap(experiment.file()));
    MapNode above = request.mending().apply(experiment.root());
    Overriding overriding = new Overriding(above, below, problems);
    arguments.forEach(overriding::apply);
    Deletions deletions = Deletions.of(overriding.overrides());
    return new AssembledConfig(
        assemble(overriding, deletions, request.environment()),
        experiment.file(),
        defaults.map(Tree::file),
        arguments,
        deletions,
        true);
  }

  private MapNode assemble(
      Overriding overriding, Deletions deletions, Map<String, String> environment) {
    ReferenceResolver.Surroundings surroundings =
        new ReferenceResolver.Surroundings(environment, deletions);
    ReferenceResolver below =
        new ReferenceResolver(overriding.defaults(), Optional.empty(), surroundings, problems);
    ReferenceResolver resolver =
        new ReferenceResolver(overriding.experiment(), Optional.of(below), surroundings, problems);
    MapNode merged = new ConfigMerger(problems).merge(below.resolve(), resolver.resolve());
    MapNode root = overriding.applyDeferred(merged, resolver);
    OverrideReach.report(root, overriding.overrides(), problems);
    return root;
  }

  private List<SourceFile> arguments(List<String> overrides) {
    List<SourceFile> arguments = new ArrayList<>();
    for (int i = 0; i < overrides.size(); i++) {
      arguments.add(SourceFile.ofOverride(i, overrides.get(i)));
    }
    return arguments;
  }

  private Tree read(ConfigInput input, boolean mayBeEmpty) {
    Optional<SourceFile> file =
        switch (input) {
          case ConfigInput.OnDisk(var path, var name) -> SourceReader.read(path, name, problems);
          case ConfigInput.InMemory(SourceFile text) -> Optional.of(text);
        };
    SourceFile known = file.orElseGet(() -> SourceFile.of(input.name(), ""));
    Optional<ConfigNode> root = file.flatMap(new YamlReader(problems)::read);
    if (root.isPresent() && root.get() instanceof MapNode map) {
      return new Tree(known, map, true);
    }
    root.ifPresent(this::reportRoot);
    boolean empty = file.isPresent() && root.isEmpty() && !problems.hasErrorsIn(known);
    if (empty && !mayBeEmpty) {
      problems.report(Code.FILE_EMPTY, new Span(known, 0, 0), known.name());
    }
    return new Tree(known, emptyMap(known), empty && mayBeEmpty);
  }

  private static MapNode emptyMap(SourceFile file) {
    return new MapNode(List.of(), new Origin.Written(file.whole()));
  }

  private void reportRoot(ConfigNode root) {
    switch (root) {
      case ListNode list -> problems.report(Code.ROOT_NOT_MAP, list.span(), "a list");
      case ScalarNode scalar ->
          problems.report(Code.ROOT_NOT_MAP, scalar.span(), scalar.value().kind());
      case ReferenceNode reference ->
          problems.report(Code.ROOT_NOT_MAP, reference.span(), "a reference");
      case MapNode map -> {}
      case ErrorNode error -> {}
    }
  }

  /** The two trees while overrides are applied to them, one after the other. */
  private static final class Overriding {
    private final Problems problems;
    private final List<ConfigOverride> overrides = new ArrayList<>();
    private final List<ConfigOverride> deferred = new ArrayList<>();
    private MapNode experiment;
    private MapNode defaults;

    Overriding(MapNode experiment, MapNode defaults, Problems problems) {
      this.experiment = experiment;
      this.defaults = defaults;
      this.problems = problems;
    }

    /** All that could be read. */
    List<ConfigOverride> overrides() {
      return overrides;
    }

    MapNode experiment() {
      return experiment;
    }

    MapNode defaults() {
      return defaults;
    }

    void apply(SourceFile argument) {
      new OverrideParser(problems).parse(argument).ifPresent(this::apply);
    }

    private void apply(ConfigOverride override) {
      overrides.add(override);
      OverrideApplier applier = new OverrideApplier(override, problems);
      Optional<ConfigNode> above = applier.find(experiment);
      Optional<ConfigNode> existing = above.isPresent() ? above : applier.find(defaults);
      if (override.action() == Action.ADD && existing.isPresent()) {
        applier.reportExisting(existing.get());
        return;
      }
      if (override.action() != Action.DELETE && applier.reportScalarBelow(experiment, defaults)) {
        return;
      }
      OverrideApplier quiet = new OverrideApplier(override, new Problems());
      boolean listBelow = !applier.entersList(experiment) && applier.entersList(defaults);
      if (listBelow && above.isEmpty()) {
        defaults = applier.apply(defaults).tree();
        return;
      }
      OverrideApplier.Applied applied = applier.apply(experiment);
      experiment = applied.tree();
      if (applied.passesReference()) {
        deferred.add(override);
      } else if (override.action() == Action.DELETE && existing.isEmpty()) {
        applier.reportNothing(new ConfigMerger(new Problems()).merge(defaults, experiment));
      }
      if (applier.find(defaults).isPresent() && !hasReference(override.value())) {
        defaults = quiet.apply(defaults).tree(); // what refers to it there follows it
      }
    }

    /** Whether a value can only be told from the experiment, which the defaults do not see. */
    private static boolean hasReference(ConfigNode value) {
      return switch (value) {
        case ReferenceNode reference -> true;
        case MapNode map -> map.entries().stream().anyMatch(entry -> hasReference(entry.value()));
        case ListNode list -> list.items().stream().anyMatch(Overriding::hasReference);
        case ScalarNode scalar -> false;
        case ErrorNode error -> false;
      };
    }

    MapNode applyDeferred(MapNode merged, ReferenceResolver resolver) {
      MapNode root = merged;
      for (ConfigOverride override : deferred) {
        ConfigOverride resolved =
            new ConfigOverride(
                override.argument(),
                override.action(),
                override.path(),
                resolver.resolveDetached(override.value()));
        root = new OverrideApplier(resolved, problems).apply(root).tree();
      }
      return root;
    }
  }
}
