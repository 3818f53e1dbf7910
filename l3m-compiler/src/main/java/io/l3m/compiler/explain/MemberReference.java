// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import static java.util.stream.Collectors.joining;

import io.l3m.compiler.schema.BlockSchema;
import io.l3m.compiler.schema.Expr;
import io.l3m.compiler.schema.Member;
import java.util.List;
import java.util.Optional;

/** What a block is made of: its parameters and buffers, how they start, and the blocks inside. */
final class MemberReference {

  private MemberReference() {}

  /** A list in Markdown; empty for a block that holds nothing. */
  static String of(BlockSchema schema) {
    StringBuilder text = new StringBuilder();
    members(text, schema.members(), "");
    for (BlockSchema.Start start : schema.starts()) {
      text.append("- Starts ").append(code(start.target() + "." + start.tensor()));
      text.append(" inside as ").append(shown(start.initialiser()));
      text.append(when(start.when())).append('\n');
    }
    return text.isEmpty() ? "" : text.append('\n').toString();
  }

  private static void members(StringBuilder text, List<Member> members, String each) {
    for (Member member : members) {
      switch (member) {
        case Member.Tensor tensor -> text.append(of(tensor)).append(each).append('\n');
        case Member.Child child -> text.append(of(child)).append(each).append('\n');
        case Member.Repeat repeat -> {
          String index = code(repeat.index()) + " in " + code(Notation.of(repeat.count()));
          members(text, repeat.members(), each + ", for each " + index);
        }
      }
    }
  }

  private static String of(Member.Tensor tensor) {
    String kind =
        switch (tensor.kind()) {
          case PARAMETER -> "Parameter ";
          case BUFFER -> "Buffer ";
          case TRANSIENT_BUFFER -> "Buffer outside of checkpoints ";
        };
    String shape = tensor.shape().stream().map(Notation::of).collect(joining(", ", "[", "]"));
    String start = tensor.initialiser().isEmpty() ? "" : ", starts as " + tensor.initialiser();
    String frozen = tensor.frozen().map(MemberReference::frozen).orElse("");
    return "- "
        + kind
        + code(tensor.name())
        + ": "
        + code(shape)
        + start
        + when(tensor.when())
        + frozen;
  }

  private static String frozen(Expr condition) {
    return condition instanceof Expr.Literal(Object value) && value.equals(true)
        ? ", without a gradient"
        : ", without a gradient when " + code(Notation.of(condition));
  }

  private static String of(Member.Child child) {
    String source =
        switch (child.source()) {
          case Member.Source.Instance(String parameter) -> "what " + code(parameter) + " holds";
          case Member.Source.Built(String parameter, List<Expr.Argument> arguments) ->
              code(parameter + Notation.of(arguments));
          case Member.Source.Computed(Expr factory, List<Expr.Argument> arguments) ->
              code("(" + Notation.of(factory) + ")" + Notation.of(arguments));
          case Member.Source.ByTarget(Expr.TargetCall call) -> code(Notation.of(call));
          case Member.Source.Each(String parameter) -> "each of " + code(parameter);
        };
    return "- Block " + code(child.name()) + ": " + source + when(child.when());
  }

  /** A parameter that chooses the way, or the way in words. */
  private static String shown(Expr initialiser) {
    return initialiser instanceof Expr.Literal(String words)
        ? words
        : code(Notation.of(initialiser)) + " says";
  }

  private static String when(Optional<Expr> condition) {
    return condition.map(found -> ", when " + code(Notation.of(found))).orElse("");
  }

  private static String code(String text) {
    return "`" + text.replace("|", "\\|") + "`";
  }
}
