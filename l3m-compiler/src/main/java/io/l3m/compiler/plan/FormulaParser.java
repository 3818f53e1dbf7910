// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a {@link Formula}, with Python's precedence. */
public final class FormulaParser {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:((?:\\d[\\d_]*\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)|([A-Za-z_][\\w.]*)"
              + "|(\\*\\*|//|<=|>=|==|!=|[-+*/%<>(),]))");
  private static final Map<String, Double> CONSTANTS = Map.of("math.pi", Math.PI, "math.e", Math.E);
  private static final List<String> COMPARISONS = List.of("<", "<=", ">", ">=", "==", "!=");
  private static final int DEEPEST = 200;
  private static final String END = "";

  private final List<String> tokens = new ArrayList<>();
  private int next;
  private int depth;

  /** Why an expression cannot be computed. */
  public static final class Failure extends Exception {
    private static final long serialVersionUID = 1;

    Failure(String reason) {
      super(reason);
    }

    /** The reason, as a part of a sentence. */
    public String reason() {
      return String.valueOf(getMessage());
    }
  }

  private FormulaParser(String text) throws Failure {
    Matcher matcher = TOKEN.matcher(text);
    int at = 0;
    while (at < text.stripTrailing().length()) {
      if (!matcher.region(at, text.length()).lookingAt()) {
        throw new Failure("`%s` is not expected".formatted(text.substring(at).strip()));
      }
      tokens.add(matcher.group().strip());
      at = matcher.end();
    }
  }

  /**
   * Reads an expression.
   *
   * @throws Failure if it is none, or uses what formulas cannot use
   */
  public static Formula parse(String text) throws Failure {
    FormulaParser parser = new FormulaParser(text);
    Formula formula = parser.choice();
    parser.expect(END);
    return formula;
  }

  private Formula choice() throws Failure {
    if (++depth > DEEPEST) {
      throw new Failure("it is nested too deeply");
    }
    Formula value = comparison();
    if (take("if")) {
      Formula condition = comparison();
      expect("else");
      value = new Formula.Choice(condition, value, choice());
    }
    depth--;
    return value;
  }

  private Formula comparison() throws Failure {
    Formula left = sum();
    if (COMPARISONS.contains(peek())) {
      String operator = pop();
      return new Formula.Binary(operator, left, sum());
    }
    return left;
  }

  private Formula sum() throws Failure {
    Formula left = product();
    while (peek().equals("+") || peek().equals("-")) {
      String operator = pop();
      left = new Formula.Binary(operator, left, product());
    }
    return left;
  }

  private Formula product() throws Failure {
    Formula left = sign();
    while (List.of("*", "/", "//", "%").contains(peek())) {
      String operator = pop();
      left = new Formula.Binary(operator, left, sign());
    }
    return left;
  }

  private Formula sign() throws Failure {
    if (++depth > DEEPEST) {
      throw new Failure("it is nested too deeply");
    }
    Formula value = take("-") ? new Formula.Negative(sign()) : take("+") ? sign() : power();
    depth--;
    return value;
  }

  private Formula power() throws Failure {
    Formula base = atom();
    return take("**") ? new Formula.Binary("**", base, sign()) : base;
  }

  private Formula atom() throws Failure {
    String token = pop();
    if (token.equals("(")) {
      Formula inner = choice();
      expect(")");
      return inner;
    }
    if (token.equals(END)) {
      throw new Failure("it ends too early");
    }
    char first = token.charAt(0);
    if (Character.isDigit(first) || first == '.') {
      return new Formula.Real(Double.parseDouble(token.replace("_", "")));
    }
    return Character.isLetter(first) || first == '_' ? name(token) : unexpected(token);
  }

  private Formula name(String name) throws Failure {
    if (name.equals("base_width") || name.equals("width")) {
      return new Formula.Width(name.equals("base_width"));
    }
    Double constant = CONSTANTS.get(name);
    if (constant != null) {
      return new Formula.Real(constant);
    }
    FormulaFunction function =
        FormulaFunction.named(name)
            .orElseThrow(() -> new Failure("there is no `%s`".formatted(name)));
    expect("(");
    List<Formula> arguments = new ArrayList<>(List.of(choice()));
    while (take(",")) {
      arguments.add(choice());
    }
    expect(")");
    if (arguments.size() != function.arity()) {
      throw new Failure(
          "`%s` takes %d values, not %d".formatted(name, function.arity(), arguments.size()));
    }
    return new Formula.Call(function, arguments);
  }

  private static Formula unexpected(String token) throws Failure {
    throw new Failure("`%s` is not expected".formatted(token));
  }

  private String peek() {
    return next < tokens.size() ? tokens.get(next) : END;
  }

  private String pop() {
    String token = peek();
    next++;
    return token;
  }

  private boolean take(String token) {
    if (peek().equals(token) && !token.equals(END)) {
      next++;
      return true;
    }
    return false;
  }

  private void expect(String token) throws Failure {
    String found = pop();
    if (!found.equals(token)) {
      throw new Failure(
          token.equals(END)
              ? "`%s` is not expected".formatted(found)
              : "`%s` is missing".formatted(token));
    }
  }
}
