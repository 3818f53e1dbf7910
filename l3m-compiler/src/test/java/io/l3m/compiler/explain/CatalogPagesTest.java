// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.schema.BlockCatalog;
import io.l3m.compiler.schema.BlockSchema;
import io.l3m.compiler.schema.CatalogReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made from the catalogue is what is committed; {@code -Dl3m.bless} writes it anew. */
class CatalogPagesTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final BlockCatalog CATALOG = CatalogReader.standard();
  private static final BlockReference REFERENCE = new BlockReference(CATALOG);

  @Test
  void theReferencePageIsUpToDate() throws IOException {
    compare(ROOT.resolve("docs/blocks.md"), REFERENCE.page());
  }

  @Test
  void theSchemaOfConfigsIsUpToDate() throws IOException {
    compare(ROOT.resolve("schema/l3m.schema.json"), ConfigSchema.text(CATALOG));
  }

  @Test
  void thePageHasEveryTargetAliasAndParameter() {
    String page = REFERENCE.page();
    for (BlockSchema schema : CATALOG.all()) {
      assertThat(page).contains("### `" + schema.target() + "`\n");
      schema.aliases().forEach(alias -> assertThat(page).contains("`" + alias + "`"));
      assertThat(REFERENCE.entries(schema.target()))
          .singleElement()
          .satisfies(entry -> {
            assertThat(page.contains(entry.strip())).as(entry).isTrue();
            schema
                .parameters()
                .forEach(one -> assertThat(entry).contains("| `" + one.name() + "` |"));
          });
    }
    CATALOG
        .sections()
        .forEach(section ->
            section.keys().forEach(key -> assertThat(page).contains("| `" + key.name() + "` |")));
  }

  @Test
  void anEntryTellsAllOfABlock() {
    assertThat(REFERENCE.entries("LinearScheduleForTests")).isEmpty();
    assertThat(REFERENCE.entries("GenericAttention"))
        .singleElement()
        .asString()
        .contains(
            "### `l3m.model.layers.attention.GenericAttention`",
            "Stands as: attention, module.",
            "| `dim` | `int >= 1` | required | Width of a token. |",
            "| `qk_norm` | `norm factory or null` | `null` |",
            "Ignored: scores are always divided by the root of the head width.",
            "- Must hold: `num_heads % kv_heads == 0` – Each key and value head",
            "mask mask[B, N, N] or block_mask[B, N, N]?");
    assertThat(REFERENCE.entries("optim.mup"))
        .singleElement()
        .asString()
        .contains("| `base_width` | `float > 0` | required |");
  }

  @ParameterizedTest
  @CsvSource({
    "GenericAtention, l3m.model.layers.attention.GenericAttention",
    "l3m.model.trunks.transformers.Transformer, l3m.model.trunks.transformer.Transformer",
    "torch.optim.AdamV, torch.optim.AdamW",
    "experiment.fdsp, experiment.fsdp"
  })
  void theNearestNamesComeFirst(String written, String meant) {
    assertThat(REFERENCE.entries(written)).isEmpty();
    assertThat(REFERENCE.nearest(written)).startsWith(meant).doesNotHaveDuplicates();
  }

  private static void compare(Path committed, String made) throws IOException {
    if (System.getProperty("l3m.bless") != null) {
      Files.createDirectories(committed.getParent());
      Files.writeString(committed, made);
    }
    assertThat(committed)
        .as("%s (`mvn test -Dl3m.bless` writes it anew)", ROOT.relativize(committed))
        .hasContent(made);
  }
}
