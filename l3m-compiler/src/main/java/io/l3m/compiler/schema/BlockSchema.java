// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.schema;

import io.l3m.compiler.diag.Severity;
import io.l3m.compiler.source.Span;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that is known of one target: the one source of truth for binding, checks, shapes, the
 * parameter table, the emitted Java and the reference page.
 *
 * @param target the dotted path that a config names
 * @param aliases other paths to the same thing
 * @param javaClass the runtime class with its builder; empty for containers, which the emitter
 *     unrolls
 * @param roles the positions it may stand in ({@code stage}, {@code attention}, {@code norm}, …)
 * @param refused why no config can use it, where that is so
 * @param container how a container runs its parts
 * @param lets named values for expressions of this block and of its owner ({@code num_patches})
 * @param reads data keys, in the order of the arguments of {@code forward}
 * @param writes data keys; the first is what {@code forward} returns
 * @param call of a plain module: arguments and result
 * @param sample of a data set: the Java record of one sample
 * @param yields of a data set: the keys of one sample
 * @param frozen all parameters are born without gradient
 * @param starts how this block starts the tensors of blocks inside it, whatever they say themselves
 * @param measures names of the numbers that a loss or metric reports
 * @param declared where the catalogue says it
 */
public record BlockSchema(
    String target,
    List<String> aliases,
    Optional<String> javaClass,
    Set<String> roles,
    Optional<String> refused,
    Optional<Container> container,
    List<Parameter> parameters,
    List<Let> lets,
    List<Constraint> constraints,
    List<Port> reads,
    List<Port> writes,
    Optional<Call> call,
    Optional<String> sample,
    List<Port> yields,
    List<Member> members,
    boolean frozen,
    List<Start> starts,
    List<String> measures,
    String doc,
    Span declared) {

  public BlockSchema {
    aliases = List.copyOf(aliases);
    roles = Set.copyOf(roles);
    parameters = List.copyOf(parameters);
    lets = List.copyOf(lets);
    constraints = List.copyOf(constraints);
    reads = List.copyOf(reads);
    writes = List.copyOf(writes);
    yields = List.copyOf(yields);
    members = List.copyOf(members);
    starts = List.copyOf(starts);
    measures = List.copyOf(measures);
  }

  /** A section as a block whose parameters are its keys, to judge its constraints. */
  public static BlockSchema ofSection(SectionSchema section) {
    return new BlockSchema(
        section.path(),
        List.of(),
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        section.keys(),
        List.of(),
        section.constraints(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        false,
        List.of(),
        List.of(),
        section.doc(),
        section.declared());
  }

  /** The last part of the target. */
  public String simpleName() {
    return target.substring(target.lastIndexOf('.') + 1);
  }

  /** A parameter by its name in configs. */
  public Optional<Parameter> parameter(String name) {
    return parameters.stream().filter(parameter -> parameter.name().equals(name)).findFirst();
  }

  /** A named value: {@code let num_patches = (img_size // patch_size) ** 2}. */
  public record Let(String name, Expr value) {}

  /**
   * {@code require} (error) or {@code warn}: the condition that must hold, and what to say if it
   * does not; checked only if {@code when} holds. {@code at} names the parameter to point to, the
   * first one in the condition if empty. {@code suggestion} is what should stand there instead.
   */
  public record Constraint(
      Severity severity,
      Expr condition,
      Optional<Expr> when,
      String message,
      Optional<String> at,
      Optional<String> suggestion) {}

  /**
   * The initialiser, in words, of a tensor of every block of a target inside; none where the
   * expression is null.
   */
  public record Start(String target, String tensor, Expr initialiser, Optional<Expr> when) {}

  /** The signature of a plain module. */
  public record Call(List<Port> arguments, PortType result) {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** How a container runs what it holds. */
  public sealed interface Container {

    /**
     * The stages in these parameters, one after the other on the data dict; null stages are
     * skipped.
     */
    record Series(List<String> parameters) implements Container {
      public Series {
        parameters = List.copyOf(parameters);
      }
    }

    /**
     * Each block of the list or map parameter in order; {@code order} names the parameter that may
     * reorder them.
     */
    record Each(String parameter, Optional<String> order) implements Container {}

    /** The plain module in the parameter, from the key read to the key written. */
    record Apply(String parameter) implements Container {}

    /** The values of the list parameter as functions, each on the result of the one before. */
    record Chain(String parameter) implements Container {}

    /** Passes everything on: {@code torch.nn.Identity} as a stage. */
    record Nothing() implements Container {}

    /** The weighted sum of the criteria in the list parameter. */
    record WeightedSum(String parameter, String weights) implements Container {}
  }
}
