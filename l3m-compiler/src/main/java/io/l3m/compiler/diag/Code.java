// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.diag;

import java.util.Locale;

/**
 * Every message of the compiler, a line each. Numbers: 00xx files and YAML, 01xx assembly and
 * references, 02xx binding to the schema, 03xx data flow, 04xx shapes and dtypes, 05xx
 * optimisation, 06xx data, 07xx run and mesh. Sentence case, code in backticks, no full stop, the
 * value found and the value expected, never "invalid".
 */
public enum Code {
  FILE_NOT_FOUND(1, Severity.ERROR, "there is no file `%s`"),

  CATALOGUE_SYNTAX(150, Severity.ERROR, "`%s` is not expected here"),
  CATALOGUE_TOO_DEEP(151, Severity.ERROR, "an expression of this file is nested too deeply"),
  CATALOGUE_TARGET_TWICE(152, Severity.ERROR, "`%s` is in the catalogue already"),
  CATALOGUE_NAME_TWICE(153, Severity.ERROR, "`%s` is declared twice in this entry"),
  CATALOGUE_UNKNOWN_NAME(154, Severity.ERROR, "this entry has no parameter or `let` named `%s`"),
  CATALOGUE_UNKNOWN_PARAMETER(155, Severity.ERROR, "this entry has no parameter `%s`"),
  CATALOGUE_PARAMETER_KIND(156, Severity.ERROR, "`%s` has to be a %s to stand here"),
  CATALOGUE_FREE_SIZE(
      157, Severity.ERROR, "`%s` is a free size, but here the parameters must tell the value"),
  CATALOGUE_UNKNOWN_FUNCTION(158, Severity.ERROR, "the schema language has no function `%s`"),
  CATALOGUE_NAMED_ARGUMENT(
      159, Severity.ERROR, "`%s` is named, but the function `%s` has no names"),
  CATALOGUE_NUMBER(160, Severity.ERROR, "`%s` is too large a number"),
  CATALOGUE_EMPTY_RANGE(161, Severity.ERROR, "`%s` holds no value"),
  CATALOGUE_DEFAULT(162, Severity.ERROR, "the default of `%s` does not fit its type"),
  CATALOGUE_UNKNOWN_TARGET(163, Severity.ERROR, "the catalogue has no target `%s`"),
  CATALOGUE_UNKNOWN_ARGUMENT(164, Severity.ERROR, "`%s` has no parameter `%s`"),
  CATALOGUE_UNKNOWN_ROLE(165, Severity.ERROR, "no target has the role `%s`"),
  CATALOGUE_STATEMENT_TWICE(166, Severity.ERROR, "`%s` may stand once in an entry"),

  UNKNOWN_TARGET(201, Severity.ERROR, "there is no block `%s`"),
  TARGET_MISSING(202, Severity.ERROR, "%s must stand here, but there is no `_target_`"),
  TARGET_MISSPELLED(203, Severity.ERROR, "`%s` is no key of a block"),
  TARGET_NOT_TEXT(204, Severity.ERROR, "`_target_` must be the name of a block, found %s"),
  TARGET_REFUSED(205, Severity.ERROR, "`%s` cannot be used: %s"),
  WRONG_ROLE(206, Severity.ERROR, "`%s` cannot stand here: %s must be %s"),
  FACTORY_EXPECTED(207, Severity.ERROR, "%s must be a factory, but it is built here"),
  INSTANCE_EXPECTED(208, Severity.ERROR, "%s must be built here, but it is a factory"),
  PARTIAL_NOT_BOOL(209, Severity.ERROR, "`_partial_` must be `true` or `false`, found %s"),
  UNKNOWN_PARAMETER(210, Severity.ERROR, "`%s` has no parameter `%s`"),
  PARAMETER_MISSING(211, Severity.ERROR, "`%s` needs `%s`"),
  WRONG_TYPE(212, Severity.ERROR, "%s must be %s, found %s"),
  OUT_OF_RANGE(213, Severity.ERROR, "%s must be %s, found %s"),
  NOT_ONE_OF(214, Severity.ERROR, "%s must be %s, found `%s`"),
  WRONG_LENGTH(215, Severity.ERROR, "%s must have %s, found %d"),
  NULL_NOT_ALLOWED(216, Severity.ERROR, "%s must be %s, not null"),
  VALUE_LEFT_OPEN(217, Severity.ERROR, "%s is still `???`: it needs a value"),
  GIVEN_TWICE(218, Severity.ERROR, "`%s` of `%s` is given by position and by name"),
  TOO_MANY_ARGUMENTS(219, Severity.ERROR, "`%s` takes %d arguments, found %d"),
  NOT_RECURSIVE(220, Severity.ERROR, "`_recursive_: false` would leave the blocks inside unbuilt"),
  PARAMETER_IGNORED(221, Severity.WARNING, "`%s` of `%s` has no effect: %s"),
  OWNER_WINS(
      222, Severity.WARNING, "`%s` of `%s` has no effect here: `%s` passes a value of its own"),
  UNKNOWN_KEY(230, Severity.ERROR, "nobody reads `%s`"),
  KEY_MISSING(231, Severity.ERROR, "`%s` is missing"),
  KEY_IGNORED(232, Severity.WARNING, "`%s` has no effect: %s");

  private final int number;
  private final Severity severity;
  private final String template;

  Code(int number, Severity severity, String template) {
    this.number = number;
    this.severity = severity;
    this.template = template;
  }

  /** The stable name that people look up, {@code L3M0312}. */
  public String id() {
    return String.format(Locale.ROOT, "L3M%04d", number);
  }

  public Severity severity() {
    return severity;
  }

  String message(Object... arguments) {
    return String.format(Locale.ROOT, template, arguments);
  }
}
