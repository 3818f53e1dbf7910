// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.SourceFile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StandardCatalogTest {

  private static final BlockCatalog CATALOG = CatalogReader.standard();

  @Test
  void everyEntryCanBeRead() {
    List<String> faults = new ArrayList<>();
    for (String name : CATALOG.names()) {
      try {
        assertThat(CATALOG.find(name)).isPresent();
      } catch (IllegalStateException e) {
        faults.add(e.getMessage());
      }
    }
    assertThat(faults).isEmpty();
    assertThat(CATALOG.sections()).isNotEmpty();
  }

  @Test
  void everyFileIsListed() throws IOException, URISyntaxException {
    Path folder = Path.of(CatalogReader.class.getResource("/blocks").toURI());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(CatalogReader.BUNDLED);
    }
  }

  /** What the quick scan says of an entry is what the parser finds. */
  @Test
  void theScanAgreesWithTheParser() throws IOException {
    for (String name : CatalogReader.BUNDLED) {
      String text = Files.readString(Path.of("src/main/resources/blocks", name));
      SourceFile file = SourceFile.of(name, text);
      for (EntryScanner.Piece piece : new EntryScanner(file).pieces()) {
        if (!piece.section()) {
          BlockSchema schema = CATALOG.find(piece.head().names().getFirst()).orElseThrow();
          List<String> names = new ArrayList<>(schema.aliases());
          names.addFirst(schema.target());
          assertThat(piece.head().names()).isEqualTo(names);
          assertThat(piece.head().roles()).isEqualTo(schema.roles());
        }
      }
    }
  }

  @Test
  void noNameIsTakenTwice() {
    List<String> names = new ArrayList<>();
    for (BlockSchema schema : CATALOG.all()) {
      names.add(schema.target());
      names.addAll(schema.aliases());
    }
    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  void everyTargetAndRoleThatIsMentionedExists() {
    Problems problems = new Problems();
    for (BlockSchema schema : CATALOG.all()) {
      new TargetCheck(CATALOG, problems).check(schema);
    }
    assertThat(problems.inOrder()).isEmpty();
  }

  @Test
  void everyMemberThatIsAskedForExists() {
    TreeSet<String> missing = new TreeSet<>();
    for (BlockSchema schema : CATALOG.all()) {
      new MemberAccess(CATALOG, schema).missing().forEach(missing::add);
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void everyTensorThatAnOwnerStartsExists() {
    assertThat(CATALOG.all().stream().flatMap(schema -> schema.starts().stream()))
        .isNotEmpty()
        .allSatisfy(start ->
            assertThat(CATALOG.find(start.target()).orElseThrow().members())
                .filteredOn(Member.Tensor.class::isInstance)
                .extracting(member -> ((Member.Tensor) member).name())
                .contains(start.tensor()));
  }

  @Test
  void everyEntryIsDescribed() {
    assertThat(CATALOG.all())
        .filteredOn(schema -> !schema.doc().endsWith("."))
        .extracting(BlockSchema::target)
        .isEmpty();
  }

  @Test
  void everyMessageIsAPhrase() {
    assertThat(CATALOG.all().stream().flatMap(schema -> schema.constraints().stream()))
        .extracting(BlockSchema.Constraint::message)
        .allSatisfy(message -> assertThat(message).isNotBlank().doesNotEndWith("."));
  }
}
