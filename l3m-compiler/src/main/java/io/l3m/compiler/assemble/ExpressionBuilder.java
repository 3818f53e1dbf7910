// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.assemble;

import io.l3m.compiler.assemble.Expression.Call;
import io.l3m.compiler.assemble.Expression.Items;
import io.l3m.compiler.assemble.Expression.Joined;
import io.l3m.compiler.assemble.Expression.Literal;
import io.l3m.compiler.assemble.Expression.Pairs;
import io.l3m.compiler.assemble.Expression.Range;
import io.l3m.compiler.assemble.Expression.Reference;
import io.l3m.compiler.assemble.ExpressionParser.Malformed;
import io.l3m.compiler.assemble.InterpolationParser.CallContext;
import io.l3m.compiler.assemble.InterpolationParser.ElementContext;
import io.l3m.compiler.assemble.InterpolationParser.InterpolationContext;
import io.l3m.compiler.assemble.InterpolationParser.KeyContext;
import io.l3m.compiler.assemble.InterpolationParser.MapContext;
import io.l3m.compiler.assemble.InterpolationParser.NamePartContext;
import io.l3m.compiler.assemble.InterpolationParser.PairContext;
import io.l3m.compiler.assemble.InterpolationParser.QuotedContext;
import io.l3m.compiler.assemble.InterpolationParser.ReferenceContext;
import io.l3m.compiler.assemble.InterpolationParser.SequenceContext;
import io.l3m.compiler.assemble.InterpolationParser.TextContext;
import io.l3m.compiler.yaml.ScalarValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Makes expressions of parse trees; undoes escapes by OmegaConf's rules. */
final class ExpressionBuilder {

  private final String text;
  private final boolean plain;

  ExpressionBuilder(String text) {
    this.text = text;
    this.plain = text.codePointCount(0, text.length()) == text.length();
  }

  /** Text; a reference that is the whole text stays itself and keeps its type. */
  Expression text(TextContext context) throws Malformed {
    if (context.getChildCount() == 1
        && context.getChild(0) instanceof InterpolationContext interpolation) {
      return interpolation(interpolation);
    }
    return joined(context);
  }

  Expression element(ElementContext context) throws Malformed {
    if (context.primitive() != null) {
      return primitive(context.primitive());
    }
    if (context.quoted() != null) {
      return quoted(context.quoted());
    }
    if (context.list() != null) {
      SequenceContext sequence = context.list().sequence();
      return new Items(sequence == null ? List.of() : sequence(sequence), range(context));
    }
    return map(context.map());
  }

  private Expression quoted(QuotedContext context) throws Malformed {
    TextContext inner = context.text();
    return inner == null
        ? new Literal(new ScalarValue.Text(""), range(context))
        : asText(text(inner));
  }

  /** A reference alone in quotes is text all the same. */
  private static Expression asText(Expression inner) {
    boolean alone = inner instanceof Reference || inner instanceof Call;
    return alone ? new Joined(List.of(inner), inner.range()) : inner;
  }

  private Expression map(MapContext context) throws Malformed {
    List<Pairs.Pair> pairs = new ArrayList<>();
    for (PairContext pair : context.pair()) {
      pairs.add(new Pairs.Pair(mapKey(pair.mapKey()), element(pair.element())));
    }
    return new Pairs(pairs, range(context));
  }

  private String mapKey(ParserRuleContext context) throws Malformed {
    return primitive(context) instanceof Literal(ScalarValue.Text(String key), Range range)
        ? key
        : context.getText();
  }

  private List<Expression> sequence(SequenceContext context) throws Malformed {
    List<Expression> elements = new ArrayList<>();
    boolean missing = true;
    for (ParseTree child : context.children) {
      if (child instanceof ElementContext element) {
        elements.add(element(element));
        missing = false;
      } else {
        if (missing) {
          elements.add(new Literal(new ScalarValue.Text(""), range(context)));
        }
        missing = true;
      }
    }
    if (missing) {
      elements.add(new Literal(new ScalarValue.Text(""), range(context)));
    }
    return elements;
  }

  private Expression interpolation(InterpolationContext context) throws Malformed {
    return context.reference() != null ? reference(context.reference()) : call(context.call());
  }

  private Reference reference(ReferenceContext context) throws Malformed {
    List<Expression> keys = new ArrayList<>();
    for (KeyContext key : context.key()) {
      keys.add(
          key.interpolation() != null
              ? interpolation(key.interpolation())
              : new Literal(new ScalarValue.Text(key.getText()), range(key)));
    }
    int up = 0;
    while (context.getChild(up + 1) instanceof TerminalNode node
        && node.getSymbol().getType() == InterpolationLexer.DOT) {
      up++;
    }
    Range whole = range(context);
    Range path = new Range(endOf(context.OPEN().getSymbol()), startOf(context.CLOSE().getSymbol()));
    return new Reference(up, keys, path, whole);
  }

  private Call call(CallContext context) throws Malformed {
    List<Expression> name = new ArrayList<>();
    for (NamePartContext part : context.functionName().namePart()) {
      name.add(
          part.interpolation() != null
              ? interpolation(part.interpolation())
              : new Literal(new ScalarValue.Text(part.getText()), range(part)));
    }
    SequenceContext arguments = context.sequence();
    return new Call(
        name,
        arguments == null ? List.of() : sequence(arguments),
        range(context.functionName()),
        range(context));
  }

  private Expression primitive(ParserRuleContext context) throws Malformed {
    if (context.getChildCount() > 1) {
      return joined(context);
    }
    if (context.getChild(0) instanceof InterpolationContext interpolation) {
      return interpolation(interpolation);
    }
    Token token = ((TerminalNode) context.getChild(0)).getSymbol();
    String written = token.getText();
    ScalarValue value =
        switch (token.getType()) {
          case InterpolationLexer.NULL -> new ScalarValue.Null();
          case InterpolationLexer.INT -> integer(token);
          case InterpolationLexer.FLOAT -> new ScalarValue.Float(number(written));
          case InterpolationLexer.BOOL -> new ScalarValue.Bool(written.equalsIgnoreCase("true"));
          case InterpolationLexer.ESCAPES -> new ScalarValue.Text(everySecond(written));
          default -> new ScalarValue.Text(written);
        };
    return new Literal(value, range(context));
  }

  private ScalarValue integer(Token token) throws Malformed {
    try {
      return new ScalarValue.Int(Long.parseLong(token.getText().replace("_", "")));
    } catch (NumberFormatException tooLarge) {
      throw new Malformed(
          "the integer does not fit into 64 bits", new Range(startOf(token), endOf(token)));
    }
  }

  private static double number(String written) {
    String digits = written.replace("_", "").toLowerCase(Locale.ROOT);
    double sign = digits.startsWith("-") ? -1 : 1;
    if (digits.endsWith("inf")) {
      return sign * Double.POSITIVE_INFINITY;
    }
    return digits.endsWith("nan") ? Double.NaN : Double.parseDouble(digits);
  }

  /** Texts and references one behind the other, as one text. */
  private Expression joined(ParserRuleContext context) throws Malformed {
    List<Expression> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    for (int i = 0; i < context.getChildCount(); i++) {
      ParseTree child = context.getChild(i);
      if (child instanceof InterpolationContext interpolation) {
        flush(literal, parts);
        parts.add(interpolation(interpolation));
      } else {
        boolean last = i == context.getChildCount() - 1;
        boolean before = !last && context.getChild(i + 1) instanceof InterpolationContext;
        literal.append(unescaped(((TerminalNode) child).getSymbol(), last, before));
      }
    }
    flush(literal, parts);
    boolean constant = parts.size() == 1 && parts.getFirst() instanceof Literal;
    return constant ? parts.getFirst() : new Joined(parts, range(context));
  }

  private static void flush(StringBuilder literal, List<Expression> parts) {
    if (!literal.isEmpty()) {
      parts.add(new Literal(new ScalarValue.Text(literal.toString()), Range.NOWHERE));
      literal.setLength(0);
    }
  }

  /** Backslashes are undone only where they could have escaped something. */
  private static String unescaped(Token token, boolean last, boolean beforeReference) {
    String written = token.getText();
    return switch (token.getType()) {
      case InterpolationLexer.ESCAPED_OPEN ->
          written.substring(written.length() - (written.length() / 2 + 1));
      case InterpolationLexer.ESCAPES -> everySecond(written);
      case InterpolationLexer.PAIRS -> beforeReference ? everySecond(written) : written;
      case InterpolationLexer.QUOTED_PAIRS ->
          beforeReference || last ? everySecond(written) : written;
      default -> written;
    };
  }

  private static String everySecond(String escaped) {
    StringBuilder out = new StringBuilder();
    for (int i = 1; i < escaped.length(); i += 2) {
      out.append(escaped.charAt(i));
    }
    return out.toString();
  }

  private Range range(ParserRuleContext context) {
    return new Range(startOf(context.getStart()), endOf(context.getStop()));
  }

  private int startOf(Token token) {
    return offset(token.getStartIndex());
  }

  private int endOf(Token token) {
    return offset(token.getStopIndex() + 1);
  }

  /** ANTLR counts code points. */
  private int offset(int codePoints) {
    return plain ? codePoints : text.offsetByCodePoints(0, codePoints);
  }
}
