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
 * Lays out a construction as google-java-format would: one setter a line, in the order of the
 * config. A comment names the key under which the construction stands in the config. Its setters
 * have none, since the config has them below that key; a comment tells of those that come from
 * elsewhere.
 *
 * <pre>{@code
 * Transformer.builder() // model.meta_model.trunk
 *     .embedDim(64)
 *     .numBlocks(8) // override 1
 *     .mlpRatio(4.0) // configs/defaults.yaml
 *     .normLayer(RmsNorm.builder().eps(1e-5))
 *     .attnTarget(
 *         GenericAttention.builder() // constants.attention
 *             .dim(64)
 *             .numHeads(4))
 *     .build()
 * }</pre>
 *
 * What has one setter or none stays on the line of its owner. A comment waits until its line ends,
 * so that closing brackets stand before it.
 */
final class JavaText {

  /** The line length of google-java-format. */
  static final int WIDTH = 100;

  private static final int OF_FIELDS = 2;
  private static final int OF_STATEMENTS = 4;

  private final CodeBlock.Builder code = CodeBlock.builder();
  private final String config;
  private final CodeBlock home;
  private final int margin;
  private int depth;
  private Optional<String> comment = Optional.empty();
  private Optional<Place> owner = Optional.empty();
  private Optional<Place> around = Optional.empty();

  private JavaText(String config, CodeBlock home, int margin) {
    this.config = config;
    this.home = home;
    this.margin = margin;
  }

  /**
   * Statements of a method, which are indented from where they are put.
   *
   * @param config the file that comments need not name
   */
  static JavaText ofStatements(String config) {
    return new JavaText(config, CodeBlock.of(""), OF_STATEMENTS);
  }

  /** The value of a field. */
  static JavaText ofField(String config) {
    return new JavaText(config, CodeBlock.of(""), OF_FIELDS);
  }

  /** The value of a field in a class that calls the methods of another. */
  static JavaText ofFieldCalling(ClassName other, String config) {
    return new JavaText(config, CodeBlock.of("$T.", other), OF_FIELDS);
  }

  /** Text on the current line, in the notation of {@link CodeBlock}. */
  JavaText add(String format, Object... arguments) {
    code.add(format, arguments);
    return this;
  }

  /** Names a place behind the current line, if a reader would not look there by himself. */
  private JavaText place(Optional<Place> place) {
    remark(place).ifPresent(text -> comment = Optional.of(text));
    return this;
  }

  /** What there is to say about a place below the construction that is being written. */
  private Optional<String> remark(Optional<Place> place) {
    return place
        .filter(known -> around.filter(known::isBelow).isEmpty())
        .map(known ->
            around.filter(known::hasKeyBelow).isPresent() && !known.file().equals(config)
                ? known.file()
                : text(known));
  }

  /** A key, with the file where that is not the config. */
  private String text(Place place) {
    if (!place.hasKey()) {
      return place.file();
    }
    return place.file().equals(config) ? place.keyText() : place.file() + ": " + place.keyText();
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

  /** A construction that begins a field or a statement: its place is named in any case. */
  JavaText rooted(Construct construct) {
    return rooted("", construct);
  }

  /** {@code return} and a construction. */
  JavaText returned(Construct construct) {
    return rooted("return ", construct);
  }

  /** The comment stands above the line where it is too long. */
  private JavaText rooted(String before, Construct construct) {
    String head =
        before + ClassName.bestGuess(construct.javaClass()).simpleName() + ".builder() // ";
    construct
        .place()
        .map(this::text)
        .ifPresent(text -> {
          if (column() + head.length() + text.length() <= WIDTH) {
            comment = Optional.of(text);
          } else {
            add("// $L", Comments.line(text)).line();
          }
        });
    owner = construct.place();
    return add(before).construct(construct);
  }

  /** Setters that a comment line names the section of. */
  void section(Place section, List<Setting> settings) {
    line().add("// $L", Comments.line(section.keyText()));
    around = Optional.of(section);
    settings.forEach(this::settingOnItsLine);
    around = Optional.empty();
  }

  /** A construction, from the current place of the line on. */
  JavaText construct(Construct construct) {
    add("$T.builder()", ClassName.bestGuess(construct.javaClass()));
    if (construct.settings().isEmpty() && comment.isEmpty()) {
      return construct.built() ? add(".build()") : this;
    }
    if (comment.isEmpty() && !construct.place().equals(owner)) {
      place(construct.place());
    }
    indent();
    Optional<Place> further = around;
    around = construct.place().or(() -> further);
    construct.settings().forEach(this::settingOnItsLine);
    around = further;
    if (construct.built()) {
      line();
      add(".build()");
    }
    return unindent();
  }

  /** A setter on a line of its own. */
  private void settingOnItsLine(Setting setting) {
    line();
    setting(setting);
  }

  private void setting(Setting setting) {
    add(".$N(", setting.setter());
    List<Operand> operands = setting.operands();
    boolean flat = isFlat(operands) || (operands.size() == 1 && isShort(operands.getFirst()));
    int remark = remark(setting.place()).map(text -> " // ".length() + text.length()).orElse(0);
    if (flat && column() + setting.setter().length() + width(operands) + 4 + remark <= WIDTH) {
      oneLine(operands);
      add(")").place(setting.place());
      return;
    }
    place(setting.place()).indent().line();
    owner = operands.size() == 1 ? setting.place() : Optional.empty();
    if (flat && column() + width(operands) + 2 <= WIDTH) {
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
      Operand operand = operands.get(i);
      if (operand instanceof Operand.Nested(Construct nested)
          && (!isShort(operand) || column() + width(operand) + 2 > WIDTH)) {
        construct(nested);
      } else {
        operand(operand);
        if (operand instanceof Operand.Nested(Construct nested) && !nested.settings().isEmpty()) {
          place(nested.place());
        }
      }
    }
  }

  /** Where the current line begins. */
  private int column() {
    return margin + 2 * depth;
  }

  private static boolean isFlat(List<Operand> operands) {
    return operands.stream()
        .allMatch(operand ->
            !(operand instanceof Operand.Nested nested) || nested.construct().settings().isEmpty());
  }

  /** What needs no lines of its own: a literal, or a construction with one setter or none. */
  private static boolean isShort(Operand operand) {
    return !(operand instanceof Operand.Nested(Construct nested))
        || nested.settings().isEmpty()
        || (nested.settings().size() == 1 && isFlat(nested.settings().getFirst().operands()));
  }

  private int width(List<Operand> operands) {
    return operands.stream().mapToInt(operand -> width(operand) + 2).sum();
  }

  private int width(Operand operand) {
    return switch (operand) {
      case Operand.Nested(Construct nested) ->
          ClassName.bestGuess(nested.javaClass()).simpleName().length()
              + ".builder().build()".length()
              + nested.settings().stream()
                  .mapToInt(setting -> setting.setter().length() + 3 + width(setting.operands()))
                  .sum();
      case Operand.Constant constant ->
          ClassName.bestGuess(constant.enumClass()).simpleName().length()
              + 1
              + constant.name().length();
      case Operand.Called called -> Statements.width(home) + literal(called).length();
      default -> literal(operand).length();
    };
  }

  private void operand(Operand operand) {
    switch (operand) {
      case Operand.Nested(Construct nested) -> onItsOwnersLine(nested);
      case Operand.Called(String method) -> add("$L$N()", home, method);
      case Operand.Constant constant ->
          add("$T.$N", ClassName.bestGuess(constant.enumClass()), constant.name());
      case Operand.Text text -> add("$L", Literals.text(text.value()));
      case Operand.Whole whole -> add("$L", literal(whole));
      case Operand.Real real -> add("$L", literal(real));
      case Operand.Truth truth -> add("$L", literal(truth));
      case Operand.Lambda lambda -> add("$L", literal(lambda));
    }
  }

  /** A short construction, without places. */
  private void onItsOwnersLine(Construct construct) {
    add("$T.builder()", ClassName.bestGuess(construct.javaClass()));
    for (Setting setting : construct.settings()) {
      add(".$N(", setting.setter());
      oneLine(setting.operands());
      add(")");
    }
    add(construct.built() ? ".build()" : "");
  }

  private static String literal(Operand operand) {
    return switch (operand) {
      case Operand.Whole whole -> Literals.whole(whole.value());
      case Operand.Real real -> Literals.real(real.value());
      case Operand.Truth truth -> Boolean.toString(truth.value());
      case Operand.Text text -> Literals.text(text.value());
      case Operand.Constant constant -> constant.name();
      case Operand.Lambda lambda -> lambda.java();
      case Operand.Nested nested -> nested.construct().javaClass();
      case Operand.Called called -> called.method() + "()";
    };
  }
}
