// SPDX-License-Identifier: Apache-2.0
package io.l3m.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.l3m.compiler.diag.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The habits of CONTRIBUTING.md that no compiler or formatter checks. */
class HouseTest {

  private static final int LONGEST_FILE = 500;
  private static final int LONGEST_METHOD = 40;
  private static final int LONGEST_LOOP = 60;
  private static final int MOST_PARAMETERS = 5;

  private static final Pattern OPEN_END =
      Pattern.compile("\\b(?:TO" + "DO|FIX" + "ME|XX" + "X)\\b(?!\\(#\\d+\\))");
  private static final Pattern EMPTY_WORD =
      Pattern.compile("(?i).*(?:utils?|helpers?|managers?|impl|misc)$");
  private static final Pattern NULL_MARKED =
      Pattern.compile("(?s).*/\\*\\*.+\\*/\\s*@NullMarked\\s+package .*");

  @Test
  void everyFileFitsOnAFewScreens() {
    assertThat(Checkout.handWritten())
        .filteredOn(file -> Checkout.text(file).lines().count() > LONGEST_FILE)
        .as("files of more than %d lines", LONGEST_FILE)
        .isEmpty();
  }

  @Test
  void everyMethodFitsOnAScreen() {
    List<String> tooLong = new ArrayList<>();
    for (SourceShape.Method method : SourceShape.methodsOf(Checkout.handWrittenMain())) {
      int limit = method.name().equals("TrainLoop.run") ? LONGEST_LOOP : LONGEST_METHOD;
      if (method.lines() > limit) {
        tooLong.add(method + " has " + method.lines() + " lines, of at most " + limit);
      }
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  void noMethodTakesManyParameters() {
    List<String> tooMany = new ArrayList<>();
    for (SourceShape.Method method : SourceShape.methodsOf(Checkout.handWrittenMain())) {
      if (method.parameters() > MOST_PARAMETERS) {
        tooMany.add(method + " takes " + method.parameters() + ", of at most " + MOST_PARAMETERS);
      }
    }
    assertThat(tooMany).isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIs() {
    TreeSet<Path> packages = new TreeSet<>();
    Checkout.handWrittenMain().forEach(file -> packages.add(file.getParent()));
    assertThat(packages)
        .filteredOn(folder -> !isDescribed(folder.resolve("package-info.java")))
        .as("packages without a sentence and @NullMarked in package-info.java")
        .isEmpty();
  }

  @Test
  void everyFileNamesItsLicence() {
    assertThat(Checkout.handWritten())
        .filteredOn(
            file -> !Checkout.text(file).startsWith("// SPDX-License-Identifier: Apache-2.0\n"))
        .as("files without the SPDX line")
        .isEmpty();
  }

  @Test
  void nothingIsLeftOpenWithoutAnIssue() {
    assertThat(Checkout.handWritten())
        .filteredOn(file -> OPEN_END.matcher(Checkout.text(file)).find())
        .as("files with an open end that names no issue")
        .isEmpty();
  }

  @Test
  void everyNameSaysWhatTheThingDoes() {
    assertThat(Checkout.handWritten().stream().flatMap(file -> namesOf(file).stream()).distinct())
        .filteredOn(name -> EMPTY_WORD.matcher(name).matches())
        .as("packages and types with a name that says nothing")
        .isEmpty();
  }

  @Test
  void everyCodeIsExplained() {
    Path page = Checkout.root().resolve("docs/errors.md");
    assumeThat(page).exists();
    String text = Checkout.text(page);
    assertThat(Code.values())
        .extracting(Code::id)
        .filteredOn(id -> !Pattern.compile("(?m)^#+ .*\\b" + id + "\\b").matcher(text).find())
        .as("codes without a heading in docs/errors.md")
        .isEmpty();
  }

  @Test
  void everyCodeHasItsOwnNumber() {
    assertThat(Arrays.stream(Code.values()).map(Code::id)).doesNotHaveDuplicates();
  }

  private static boolean isDescribed(Path file) {
    return Files.exists(file) && NULL_MARKED.matcher(Checkout.text(file)).matches();
  }

  private static List<String> namesOf(Path file) {
    List<String> names = new ArrayList<>();
    Checkout.root().relativize(file.getParent()).forEach(part -> names.add(part.toString()));
    names.add(file.getFileName().toString().replace(".java", ""));
    return names;
  }
}
