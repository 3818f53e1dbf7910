// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import java.util.List;

/** Statements of a method's body, laid out as google-java-format would. */
final class Statements {

  private static final int MARGIN = 4;

  private Statements() {}

  /** {@code return callee(a, b);} with the arguments on one line, on the next, or one a line. */
  static CodeBlock returned(CodeBlock callee, List<CodeBlock> arguments) {
    return call(CodeBlock.of("return $L", callee), arguments);
  }

  /** {@code return value; // comment}, with the comment above where it is too long. */
  static CodeBlock returned(CodeBlock value, String comment) {
    String tail = Comments.line(comment);
    int flat = MARGIN + "return ;".length() + width(value);
    return flat + " // ".length() + tail.length() <= JavaText.WIDTH
        ? CodeBlock.of("return $L; // $L\n", value, tail)
        : CodeBlock.of("// $L\nreturn $L;\n", tail, value);
  }

  /** {@code callee(a, b);} */
  static CodeBlock call(CodeBlock callee, List<CodeBlock> arguments) {
    return call(0, callee, arguments);
  }

  /** The same, further in by some columns. */
  static CodeBlock call(int further, CodeBlock callee, List<CodeBlock> arguments) {
    CodeBlock flat = arguments.stream().collect(CodeBlock.joining(", "));
    int margin = MARGIN + further;
    if (margin + width(callee) + width(flat) + "();".length() <= JavaText.WIDTH) {
      return CodeBlock.of("$L($L);\n", callee, flat);
    }
    CodeBlock.Builder code = CodeBlock.builder().add("$L($>$>\n", callee);
    if (margin + 4 + width(flat) + ");".length() <= JavaText.WIDTH) {
      code.add("$L", flat);
    } else {
      code.add("$L", arguments.stream().collect(CodeBlock.joining(",\n")));
    }
    return code.add(");$<$<\n").build();
  }

  /**
   * {@code Type name = value; // comment}, broken behind the sign where it is too long, and with
   * the comment above it where it is too long even then.
   */
  static CodeBlock declared(CodeBlock variable, CodeBlock value, String comment) {
    String tail = Comments.line(comment);
    int flat = MARGIN + width(variable) + " = ;".length() + width(value);
    int broken = MARGIN + 4 + width(value) + ";".length();
    int remark = " // ".length() + tail.length();
    if (flat + remark <= JavaText.WIDTH) {
      return CodeBlock.of("$L = $L; // $L\n", variable, value, tail);
    }
    if (broken + remark <= JavaText.WIDTH) {
      return CodeBlock.of("$L =\n$>$>$L; // $L$<$<\n", variable, value, tail);
    }
    return flat <= JavaText.WIDTH
        ? CodeBlock.of("// $L\n$L = $L;\n", tail, variable, value)
        : CodeBlock.of("// $L\n$L =\n$>$>$L;$<$<\n", tail, variable, value);
  }

  /** Links of a chain on one line, or one a line where they do not fit behind {@code column}. */
  static CodeBlock chain(int column, String receiver, List<CodeBlock> links) {
    CodeBlock flat = links.stream().collect(CodeBlock.joining(""));
    return column + receiver.length() + width(flat) + 1 <= JavaText.WIDTH
        ? CodeBlock.of("$N$L", receiver, flat)
        : CodeBlock.of("$N$>$>\n$L$<$<", receiver, links.stream().collect(CodeBlock.joining("\n")));
  }

  /** A declaration without a comment. */
  static CodeBlock declared(CodeBlock variable, CodeBlock value) {
    int flat = MARGIN + width(variable) + " = ;".length() + width(value);
    return flat <= JavaText.WIDTH
        ? CodeBlock.of("$L = $L;\n", variable, value)
        : CodeBlock.of("$L =\n$>$>$L;$<$<\n", variable, value);
  }

  /** The width with simple class names. */
  static int width(CodeBlock code) {
    return code.toString().replaceAll("\\b(?:[a-z_0-9]+\\.)+(?=[A-Z])", "").length();
  }
}
