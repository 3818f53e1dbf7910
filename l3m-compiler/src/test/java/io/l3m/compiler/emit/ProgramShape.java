// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.emit;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The classes, methods and statements of a program; two are equal whatever things are called. */
final class ProgramShape extends TreeScanner<@Nullable Void, @Nullable Void> {

  final Set<String> names = new TreeSet<>();
  final Set<Object> literals = new HashSet<>();
  private final List<String> parts = new ArrayList<>();

  @Override
  public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
    parts.add("class of " + type.getMembers().size());
    return super.visitClass(type, null);
  }

  @Override
  public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
    parts.add("method of " + method.getParameters().size());
    return super.visitMethod(method, null);
  }

  @Override
  public @Nullable Void visitBlock(BlockTree block, @Nullable Void nothing) {
    parts.add("block of " + block.getStatements().size());
    return super.visitBlock(block, null);
  }

  @Override
  public @Nullable Void visitIdentifier(IdentifierTree name, @Nullable Void nothing) {
    names.add(name.getName().toString());
    return super.visitIdentifier(name, null);
  }

  @Override
  public @Nullable Void visitMemberSelect(MemberSelectTree select, @Nullable Void nothing) {
    names.add(select.getIdentifier().toString());
    return super.visitMemberSelect(select, null);
  }

  @Override
  public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void nothing) {
    if (literal.getValue() != null) {
      literals.add(literal.getValue());
    }
    return super.visitLiteral(literal, null);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ProgramShape shape && parts.equals(shape.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  @Override
  public String toString() {
    return String.join("\n", parts);
  }
}
