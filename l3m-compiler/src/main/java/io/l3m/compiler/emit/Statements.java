// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import java.util.List;

/** Statements laid out as google-java-format would. */
final class Statements {

  private static final int MARGIN = 4;

  private Statements() {}

  /** {@code return callee(a, b);} with the arguments on one line, on the next, or one a line. */
  static CodeBlock returned(CodeBlock callee, List<CodeBlock> arguments) {
    CodeBlock flat = arguments.stream().collect(CodeBlock.joining(", "));
    CodeBlock head = CodeBlock.of("return $L(", callee);
    if (MARGIN + width(head) + width(flat) + 2 <= JavaText.WIDTH) {
      return CodeBlock.of("$L$L);\n", head, flat);
    }
    CodeBlock.Builder code = CodeBlock.builder().add("$L$>$>\n", head);
    if (MARGIN + 4 + width(flat) + 2 <= JavaText.WIDTH) {
      code.add("$L", flat);
    } else {
      code.add("$L", arguments.stream().collect(CodeBlock.joining(",\n")));
    }
    return code.add(");$<$<\n").build();
  }

  /** The width with simple class names. */
  private static int width(CodeBlock code) {
    return code.toString().replaceAll("\\b(?:[a-z_0-9]+\\.)+(?=[A-Z])", "").length();
  }
}
