// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.explain.ErrorCatalog;
import io.l3m.compiler.explain.ErrorPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each code is explained, and its example is reported as the entry shows. {@code -Dl3m.bless}
 * writes the reports and {@code docs/errors.md} instead of comparing them.
 */
class ErrorCatalogTest {

  private static final boolean BLESS = System.getProperty("l3m.bless") != null;
  private static final Path SOURCE = Path.of("src/main/resources/errors.md");
  private static final Path PAGE = Path.of("../docs/errors.md");

  /** What a Markdown page cannot hold; the reports are written by hand. */
  private static final Set<Code> BY_HAND =
      EnumSet.of(
          Code.FILE_UNREADABLE, Code.FILE_NOT_TEXT, Code.FILE_TOO_LARGE, Code.CATALOGUE_TOO_DEEP);

  private static final Pattern REPORT = Pattern.compile("(?ms)^```text\\n(.*?)\\n?```$");

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @EnumSource(Code.class)
  void everyCodeHasAnExampleAReasonAndARemedy(Code code) {
    String entry = ErrorCatalog.standard().find(code).orElse("");
    assertThat(entry).contains("```text\n", "\n\nReason: ", "\n\nRemedy: ");
    assertThat(entry.lines().filter(line -> !line.startsWith("```")))
        .filteredOn(line -> line.length() > 100 && line.contains(" ") && !isCode(line, entry))
        .as("long lines")
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Code.class)
  void everyExampleIsReportedAsItsEntryShows(Code code) throws IOException {
    String entry = ErrorCatalog.standard().find(code).orElse("");
    Matcher shown = REPORT.matcher(entry);
    assertThat(shown.find()).isTrue();
    if (BY_HAND.contains(code)) {
      assertThat(shown.group(1)).contains(code.id() + "]: ").matches(reportOf(code));
      return;
    }
    Files.createDirectory(folder.resolve("configs"));
    String report = ErrorExample.of(entry).report(code, folder).replace("\t", " ");
    assertThat(report).as("the report of the example").contains(code.id());
    if (BLESS) {
      String blessed = entry.replace(shown.group(), "```text\n" + report + "\n```");
      Files.writeString(SOURCE, Files.readString(SOURCE).replace(entry, blessed));
    } else {
      assertThat(shown.group(1)).isEqualTo(report);
    }
  }

  @Test
  void thePageIsWhatTheEntriesGive() throws IOException {
    if (!BLESS) {
      assertThat(PAGE).as("-Dl3m.bless writes it anew").hasContent(page());
    }
  }

  @Test
  void aCodeIsFoundHoweverItIsWritten() {
    assertThat(ErrorCatalog.code("L3M0301")).contains(Code.KEY_NEVER_WRITTEN);
    assertThat(ErrorCatalog.code("l3m301")).contains(Code.KEY_NEVER_WRITTEN);
    assertThat(ErrorCatalog.code("301")).contains(Code.KEY_NEVER_WRITTEN);
    assertThat(ErrorCatalog.code("0001")).contains(Code.FILE_NOT_FOUND);
    assertThat(ErrorCatalog.code("309")).isEmpty();
    assertThat(ErrorCatalog.code("L3M")).isEmpty();
    assertThat(ErrorCatalog.code("99999")).isEmpty();
  }

  @Test
  void aCodeThatIsNoneHasNeighbours() {
    assertThat(ErrorCatalog.near("307")).startsWith(Code.KEY_NOT_IN_DATA).hasSize(3);
    assertThat(ErrorCatalog.near("LM30301")).startsWith(Code.KEY_NEVER_WRITTEN);
    assertThat(ErrorCatalog.near("what")).isEmpty();
  }

  @Test
  void aTitleShowsWhatDiffersAsDots() {
    assertThat(ErrorPage.title(Code.BATCH_INDIVISIBLE))
        .isEqualTo("a batch of … cannot be split evenly for … steps of accumulation");
    assertThat(ErrorPage.title(Code.CONTROL_CHARACTER)).contains("U+… has");
    assertThat(ErrorPage.title(Code.CONSTRAINT_BROKEN)).isEqualTo("constraint broken: …");
  }

  @Test
  void theTerminalSeesNoFences() {
    assertThat(ErrorPage.plain(Code.BATCH_ODD, "Text.\n\n```yaml over images\na: 1\n```"))
        .isEqualTo(
            """
            error[L3M0601]: Mixup needs an even batch, but `batch_size` = …

            Text.

            Over `images.yaml`:

                a: 1
            """);
  }

  @AfterAll
  static void bless() throws IOException {
    if (BLESS) {
      Files.writeString(PAGE, page());
    }
  }

  private static String page() throws IOException {
    return ErrorPage.of(ErrorCatalog.parse(Files.readString(SOURCE)));
  }

  private static boolean isCode(String line, String entry) {
    return Pattern.compile("(?ms)^```\\w[^\\n]*\\n(?:(?!```).)*?" + Pattern.quote(line))
        .matcher(entry)
        .find();
  }

  private static String reportOf(Code code) {
    String severity = code.severity().name().toLowerCase(Locale.ROOT);
    String sentence = ErrorPage.title(code).replace("`", "").replace("…", "\\E.*\\Q");
    return "(?s)\\Q" + severity + "[" + code.id() + "]: " + sentence + "\\E.*";
  }
}
