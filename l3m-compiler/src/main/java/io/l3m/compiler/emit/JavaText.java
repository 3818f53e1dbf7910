// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import io.l3m.compiler.plan.Construct;
import io.l3m.compiler.plan.Construct.Operand;
import io.l3m.compiler.plan.Construct.Setting;
import io.l3m.compiler.plan.Place;
import java.util.List;
import java.util.Optional;

/**
 * Lays out a construction as google-java-format would: one setter a line, each with the line of the
 * config that it comes from.
 *
 * <pre>{@code
 * Transformer.builder()
 *     .embedDim(64) // :88
 *     .attnTarget( // :90
 *         GenericAttention.builder()
 *             .dim(64)) // :93
 *     .build()
 * }</pre>
 *
 * A comment waits until its line ends, so that closing brackets stand before it.
 */
final class JavaText {

  /** The line length of google-java-format. */
  static final int WIDTH = 100;

  private static final int MARGIN = 4;
  private static final int RETURN = "return ".length();

  private final CodeBlock.Builder code = CodeBlock.builder();
  private final String config;
  private int depth;
  private Optional<String> comment = Optional.empty();

  /**
   * A text whose lines are indented from where it is put.
   *
   * @param config the file that comments need not name
   */
  JavaText(String config) {
    this.config = config;
  }

  /** Text on the current line, in the notation of {@link CodeBlock}. */
  JavaText add(String format, Object... arguments) {
    code.add(format, arguments);
    return this;
  }

  /** Names a place behind the current line, if there is one. */
  JavaText place(Optional<Place> place) {
    place.ifPresent(known ->
        comment =
            Optional.of(
                known.file().equals(config) && known.line().isPresent()
                    ? ":" + known.line().getAsInt()
                    : text(known)));
    return this;
  }

  /** A place with the name of its file. */
  static String text(Place place) {
    return place.file() + (place.line().isPresent() ? ":" + place.line().getAsInt() : "");
  }

  JavaText indent() {
    depth += 2;
    code.add("$>$>");
    return this;
  }

  JavaText unindent() {
    depth -= 2;
    code.add("$<$<");
    return this;
  }

  /** Ends the line, with its comment. */
  JavaText line() {
    comment.ifPresent(text -> code.add(" // $L", Comments.line(text)));
    comment = Optional.empty();
    code.add("\n");
    return this;
  }

  CodeBlock build() {
    return code.build();
  }

  /** A construction whose first line names its place with the file. */
  JavaText rooted(Construct construct) {
    String head = ClassName.bestGuess(construct.javaClass()).simpleName() + ".builder() // ";
    construct
        .place()
        .filter(place -> column() + RETURN + head.length() + text(place).length() <= WIDTH)
        .ifPresent(place -> comment = Optional.of(text(place)));
    return construct(construct);
  }

  /** A construction, from the current place of the line on. */
  JavaText construct(Construct construct) {
    ClassName type = ClassName.bestGuess(construct.javaClass());
    add("$T.builder()", type);
    if (construct.settings().isEmpty()) {
      return construct.built() ? add(".build()") : this;
    }
    if (comment.isEmpty()) {
      place(construct.place());
    }
    indent();
    construct.settings().forEach(this::settingOnItsLine);
    if (construct.built()) {
      line();
      add(".build()");
    }
    return unindent();
  }

  /** A setter on a line of its own. */
  void settingOnItsLine(Setting setting) {
    line();
    setting(setting);
  }

  private void setting(Setting setting) {
    add(".$N(", setting.setter());
    List<Operand> operands = setting.operands();
    if (isFlat(operands) && column() + setting.setter().length() + width(operands) + 4 <= WIDTH) {
      oneLine(operands);
      add(")").place(setting.place());
      return;
    }
    place(setting.place()).indent().line();
    if (isFlat(operands) && column() + width(operands) + 2 <= WIDTH) {
      oneLine(operands);
    } else {
      eachItsLine(operands);
    }
    unindent().add(")");
  }

  private void oneLine(List<Operand> operands) {
    for (int i = 0; i < operands.size(); i++) {
      add(i == 0 ? "" : ", ");
      operand(operands.get(i));
    }
  }

  private void eachItsLine(List<Operand> operands) {
    for (int i = 0; i < operands.size(); i++) {
      if (i > 0) {
        add(",").line();
      }
      operand(operands.get(i));
    }
  }

  /** Where the current line begins: fields are indented by 2, statements by 4. */
  private int column() {
    return MARGIN + 2 * depth;
  }

  private static boolean isFlat(List<Operand> operands) {
    return operands.stream()
        .allMatch(operand ->
            !(operand instanceof Operand.Nested nested) || nested.construct().settings().isEmpty());
  }

  private static int width(List<Operand> operands) {
    return operands.stream().mapToInt(operand -> width(operand) + 2).sum();
  }

  private static int width(Operand operand) {
    return switch (operand) {
      case Operand.Nested nested ->
          ClassName.bestGuess(nested.construct().javaClass()).simpleName().length()
              + ".builder().build()".length();
      case Operand.Constant constant ->
          ClassName.bestGuess(constant.enumClass()).simpleName().length()
              + 1
              + constant.name().length();
      default -> literal(operand).length();
    };
  }

  private void operand(Operand operand) {
    switch (operand) {
      case Operand.Nested nested -> construct(nested.construct());
      case Operand.Constant constant ->
          add("$T.$N", ClassName.bestGuess(constant.enumClass()), constant.name());
      case Operand.Text text -> add("$L", Literals.text(text.value()));
      case Operand.Whole whole -> add("$L", literal(whole));
      case Operand.Real real -> add("$L", literal(real));
      case Operand.Truth truth -> add("$L", literal(truth));
    }
  }

  private static String literal(Operand operand) {
    return switch (operand) {
      case Operand.Whole whole -> Literals.whole(whole.value());
      case Operand.Real real -> Literals.real(real.value());
      case Operand.Truth truth -> Boolean.toString(truth.value());
      case Operand.Text text -> Literals.text(text.value());
      case Operand.Constant constant -> constant.name();
      case Operand.Nested nested -> nested.construct().javaClass();
    };
  }
}
