// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import io.l3m.compiler.diag.Code;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The page {@code docs/errors.md}: all entries with a table of contents. */
public final class ErrorPage {

  private static final String INTRODUCTION =
      """
      # Messages of the compiler

      Written by the build from `l3m-compiler/src/main/resources/errors.md`; edit that file, then
      run `mvn test -pl l3m-compiler -Dtest=ErrorCatalogTest -Dl3m.bless`. The command
      `l3m errors L3M0301` prints one entry.

      An error is a config that would stop, or would train something else than it says; a warning
      is legal and suspicious, and `--strict` makes it an error. An example shows the lines that
      matter; the rest comes from a valid config beneath, such as `images.yaml`, which stands in
      `l3m-compiler/src/test/fixtures/base`. The reports are what the compiler says about the
      examples, compared at each build.
      """;

  private static final List<String> CHAPTERS =
      List.of(
          "Files and YAML",
          "Assembly, overrides and references",
          "Blocks and their parameters",
          "Data flow",
          "Shapes, kinds and losses",
          "Optimisation",
          "Data",
          "Run and mesh");

  private static final int CODES_A_CHAPTER = 100;
  private static final Pattern ARGUMENT = Pattern.compile("`%\\w+`|%\\w+");

  private static final Pattern OVER = Pattern.compile("(?m)^```yaml over (\\w+)$");

  private ErrorPage() {}

  /** The whole page. */
  public static String of(ErrorCatalog catalog) {
    StringBuilder contents = new StringBuilder("\n## Contents\n");
    StringBuilder body = new StringBuilder();
    int chapter = -1;
    for (Code code : ErrorCatalog.inOrder()) {
      int next = ErrorCatalog.number(code) / CODES_A_CHAPTER;
      if (next != chapter) {
        chapter = next;
        contents.append("\n### ").append(CHAPTERS.get(chapter)).append("\n\n");
        body.append("\n## ").append(CHAPTERS.get(chapter)).append('\n');
      }
      String id = code.id();
      contents.append("- [%s](#%s) %s\n".formatted(id, id.toLowerCase(Locale.ROOT), title(code)));
      body.append("\n### %s\n\n%s: %s\n".formatted(id, severity(code), title(code)));
      catalog.find(code).ifPresent(entry -> body.append('\n').append(shown(entry)).append('\n'));
    }
    return INTRODUCTION + contents + body;
  }

  /** An entry for the terminal: as on the page, but code is indented instead of fenced. */
  public static String plain(Code code, String entry) {
    StringBuilder out = new StringBuilder();
    out.append("%s[%s]: %s\n\n".formatted(lower(code), code.id(), title(code)));
    boolean fenced = false;
    for (String line : shown(entry).lines().toList()) {
      if (line.startsWith("```")) {
        fenced = !fenced;
      } else {
        out.append((fenced ? "    " + line : line).stripTrailing()).append('\n');
      }
    }
    return out.toString();
  }

  /**
   * The message of a code in one line, with dots for what differs from case to case; the name of
   * the code where nothing but arguments is in the message.
   */
  public static String title(Code code) {
    String title = ARGUMENT.matcher(code.template()).replaceAll("…");
    boolean says = title.chars().anyMatch(Character::isLetter);
    return says ? title : code.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": …";
  }

  private static String shown(String entry) {
    return OVER.matcher(entry).replaceAll("Over `$1.yaml`:\n\n```yaml");
  }

  private static String lower(Code code) {
    return code.severity().name().toLowerCase(Locale.ROOT);
  }

  private static String severity(Code code) {
    String name = code.severity().name();
    return name.charAt(0) + lower(code).substring(1);
  }
}
