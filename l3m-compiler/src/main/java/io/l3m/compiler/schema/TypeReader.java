// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.schema;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Parse trees of parameter types to {@link ValueType}. */
final class TypeReader {

  private final Places places;
  private final Problems problems;

  TypeReader(Places places, Problems problems) {
    this.places = places;
    this.problems = problems;
  }

  ValueType read(BlocksParser.TypeContext context) {
    List<ValueType> alternatives = new ArrayList<>();
    context.typeTerm().forEach(term -> alternatives.add(read(term)));
    return alternatives.size() == 1
        ? alternatives.getFirst()
        : new ValueType.UnionType(alternatives);
  }

  private ValueType read(BlocksParser.TypeTermContext context) {
    return switch (context) {
      case BlocksParser.IntTypeContext type -> new ValueType.IntType(range(type.range()));
      case BlocksParser.FloatTypeContext type -> new ValueType.FloatType(range(type.range()));
      case BlocksParser.BoolTypeContext type -> new ValueType.BoolType();
      case BlocksParser.TextTypeContext type -> new ValueType.TextType();
      case BlocksParser.PathTypeContext type -> new ValueType.PathType();
      case BlocksParser.KeyTypeContext type -> new ValueType.KeyType();
      case BlocksParser.PatternTypeContext type -> new ValueType.PatternType(patternKind(type));
      case BlocksParser.ChoiceTypeContext type -> choice(type);
      case BlocksParser.ListTypeContext type -> list(type);
      case BlocksParser.MapTypeContext type -> new ValueType.MapType(read(type.typeTerm()));
      case BlocksParser.InstanceTypeContext type ->
          new ValueType.InstanceType(type.name().getText());
      case BlocksParser.FactoryTypeContext type -> new ValueType.FactoryType(type.name().getText());
      case BlocksParser.NestedTypeContext type -> read(type.type());
      default -> new ValueType.AnyType();
    };
  }

  private static ValueType.PatternKind patternKind(BlocksParser.PatternTypeContext context) {
    return switch (context.what.getText()) {
      case "parameter" -> ValueType.PatternKind.PARAMETER_GLOB;
      case "module" -> ValueType.PatternKind.MODULE_PATH;
      default -> ValueType.PatternKind.CLASS_NAME;
    };
  }

  private ValueType.Range range(BlocksParser.RangeContext context) {
    if (context == null) {
      return ValueType.Range.ALL;
    }
    double first = number(context.number(0));
    if (context.op != null) {
      double infinity = Double.POSITIVE_INFINITY;
      return switch (context.op.getText()) {
        case ">=" -> new ValueType.Range(first, false, infinity, false);
        case ">" -> new ValueType.Range(first, true, infinity, false);
        case "<=" -> new ValueType.Range(-infinity, false, first, false);
        default -> new ValueType.Range(-infinity, false, first, true);
      };
    }
    double last = number(context.number(1));
    if (last < first) {
      problems.report(Code.CATALOGUE_EMPTY_RANGE, places.of(context), context.getText());
    }
    boolean lowOpen = context.open.getText().equals("(");
    return new ValueType.Range(first, lowOpen, last, context.close.getText().equals(")"));
  }

  private static double number(BlocksParser.NumberContext context) {
    return Literals.real(context.getText());
  }

  private ValueType list(BlocksParser.ListTypeContext context) {
    ValueType element = read(context.typeTerm());
    BlocksParser.ListSizeContext size = context.listSize();
    if (size == null) {
      return new ValueType.ListType(element, 0, Integer.MAX_VALUE);
    }
    int minimum = count(size, 0);
    int maximum = minimum;
    if (size.dots != null) {
      maximum = size.INT().size() == 2 ? count(size, 1) : Integer.MAX_VALUE;
    }
    if (maximum < minimum) {
      problems.report(Code.CATALOGUE_EMPTY_RANGE, places.of(size), size.getText());
    }
    return new ValueType.ListType(element, minimum, maximum);
  }

  private int count(BlocksParser.ListSizeContext context, int index) {
    String text = context.INT(index).getText();
    Optional<Long> value = Literals.integer(text);
    if (value.isEmpty() || value.get() > Integer.MAX_VALUE) {
      problems.report(Code.CATALOGUE_NUMBER, places.of(context), text);
      return 0;
    }
    return value.get().intValue();
  }

  private ValueType choice(BlocksParser.ChoiceTypeContext context) {
    List<ValueType.Choice> choices = new ArrayList<>();
    Set<Object> values = new HashSet<>();
    for (BlocksParser.ChoiceContext choice : context.choice()) {
      ValueType.Choice read = choice(choice);
      if (!values.add(read.value())) {
        problems.report(Code.CATALOGUE_NAME_TWICE, places.of(choice), read.value());
      }
      choices.add(read);
    }
    Optional<String> javaEnum = Optional.ofNullable(context.target()).map(name -> name.getText());
    return new ValueType.ChoiceType(choices, javaEnum);
  }

  private ValueType.Choice choice(BlocksParser.ChoiceContext context) {
    int names = context.name().size();
    boolean word = context.STRING() == null && context.INT() == null;
    Optional<String> constant =
        names > (word ? 1 : 0) ? Optional.of(context.name(names - 1).getText()) : Optional.empty();
    if (context.INT() != null) {
      String digits = context.getText().replaceFirst(":.*", "");
      Optional<Long> value = Literals.integer(digits);
      if (value.isEmpty()) {
        problems.report(Code.CATALOGUE_NUMBER, places.of(context), digits);
      }
      return new ValueType.Choice(
          value.orElse(0L), constant.orElse("N" + digits.replace("-", "_")));
    }
    String value = word ? context.name(0).getText() : Literals.text(context.STRING().getText());
    return new ValueType.Choice(value, constant.orElseGet(() -> constant(value)));
  }

  /** {@code xavier_uniform} is {@code XAVIER_UNIFORM}. */
  private static String constant(String word) {
    return word.replaceAll("\\W+", "_").toUpperCase(Locale.ROOT);
  }
}
