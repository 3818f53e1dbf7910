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
 * config. A comment names the line where the construction begins, and where a value comes from that
 * does not stand below it: so a new line in the config moves few comments, and those that there are
 * tell.
 *
 * <pre>{@code
 * Transformer.builder() // configs/vit.yaml:87
 *     .embedDim(64)
 *     .numBlocks(8) // override 1
 *     .normLayer(RmsNorm.builder().eps(1e-5))
 *     .attnTarget(
 *         GenericAttention.builder()
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

  private static final int MARGIN = 4;
  private static final int RETURN = "return ".length();

  private final CodeBlock.Builder code = CodeBlock.builder();
  private final String config;
  private final CodeBlock home;
  private int depth;
  private Optional<String> comment = Optional.empty();
  private Optional<Place> owner = Optional.empty();
  private Optional<Place> around = Optional.empty();

  /**
   * A text whose lines are indented from where it is put.
   *
   * @param config the file that comments need not name
   */
  JavaText(String config) {
    this(config, CodeBlock.of(""));
  }

  private JavaText(String config, CodeBlock home) {
    this.config = config;
    this.home = home;
  }

  /** Such a text for a class that calls the methods of another. */
  static JavaText calling(ClassName other, String config) {
    return new JavaText(config, CodeBlock.of("$T.", other));
  }

  /** Text on the current line, in the notation of {@link CodeBlock}. */
  JavaText add(String format, Object... arguments) {
    code.add(format, arguments);
    return this;
  }

  /** Names a place behind the current line, if there is one to name. */
  private JavaText place(Optional<Place> place) {
    place
        .filter(known -> !isBelowItsOwner(known))
        .ifPresent(known -> comment = Optional.of(shown(known)));
    return this;
  }

  /** Whether a reader finds it from the place that is named further up. */
  private boolean isBelowItsOwner(Place place) {
    return around
        .filter(owning -> owning.file().equals(place.file()))
        .filter(owning -> owning.line().isPresent() && place.line().isPresent())
        .filter(owning -> owning.line().getAsInt() <= place.line().getAsInt())
        .isPresent();
  }

  /** Without the file, where that is the config. */
  private String shown(Place place) {
    return place.file().equals(config) && place.line().isPresent()
        ? ":" + place.line().getAsInt()
        : text(place);
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
  void settingOnItsLine(Setting setting) {
    line();
    setting(setting);
  }

  private void setting(Setting setting) {
    add(".$N(", setting.setter());
    List<Operand> operands = setting.operands();
    boolean flat = isFlat(operands) || (operands.size() == 1 && isShort(operands.getFirst()));
    int remark =
        setting
            .place()
            .filter(place -> !isBelowItsOwner(place))
            .map(place -> " // ".length() + shown(place).length())
            .orElse(0);
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

  /** Where the current line begins: fields are indented by 2, statements by 4. */
  private int column() {
    return MARGIN + 2 * depth;
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
