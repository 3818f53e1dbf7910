// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.weights.WeightFit.Elements;
import io.l3m.weights.WeightFit.Slot;
import io.l3m.weights.WeightSource.Renamer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The published image encoder {@code apple/aimv2-large-patch14-224}, by the names and shapes of its
 * tensors, in the model that AIMv2 is trained as: with the names that Apple gave, and with those of
 * Transformers, which the file on the hub has since 2025.
 */
class Aimv2NamesTest {

  private static final long WIDTH = 1024;
  private static final Path FILE = Path.of("model.safetensors");

  private static Map<String, List<Long>> table(String name) throws IOException, URISyntaxException {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    for (String line :
        Files.readAllLines(Path.of(Aimv2NamesTest.class.getResource(name).toURI()))) {
      String[] columns = line.split("\t", -1);
      shapes.put(columns[0], Arrays.stream(columns[1].split(",", -1)).map(Long::valueOf).toList());
    }
    return shapes;
  }

  private static WeightTable published(String prefix) throws IOException, URISyntaxException {
    return file("aimv2-large-patch14-224.tsv", prefix);
  }

  private static WeightTable file(String list, String prefix)
      throws IOException, URISyntaxException {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    long position = 0;
    for (Map.Entry<String, List<Long>> entry : table(list).entrySet()) {
      List<Long> shape = entry.getValue();
      long length = Float.BYTES * shape.stream().reduce(1L, (one, other) -> one * other);
      tensors.put(
          prefix + entry.getKey(),
          new StoredTensor(
              ElementType.F32,
              shape,
              StoredTensor.rowMajor(shape),
              new StoredTensor.Extent(FILE, position, length, false)));
      position += length;
    }
    return new WeightTable(FILE, tensors, Map.of());
  }

  private static Map<String, Slot> slots(Map<String, List<Long>> shapes) {
    Map<String, Slot> slots = new LinkedHashMap<>();
    shapes.forEach((name, shape) -> slots.put(name, new Slot(shape, Elements.FRACTIONS)));
    return slots;
  }

  private static WeightFit fit(WeightTable table, Map<String, Slot> model, String... filters) {
    return WeightFit.of(
        List.of(new WeightSource(table, List.of(filters), new Renamer.Aimv2())), model);
  }

  @Test
  void theWholeListFindsItsPlaces() throws Exception {
    WeightTable published = published("");
    Map<String, Slot> model = slots(table("aimv2-large-model.tsv"));
    WeightFit fit = fit(published, model, "models.text_decoder.*");
    assertThat(published.tensors()).hasSize(5 + 24 * 7);
    assertThat(fit.isComplete()).as(fit::toString).isTrue();
    assertThat(fit.placed().keySet())
        .containsExactlyInAnyOrderElementsOf(
            model.keySet().stream().filter(name -> name.contains("image_encoder")).toList())
        .hasSize(5 + 24 * 9);
    assertThat(fit.excused()).allMatch(name -> name.startsWith("models.text_decoder."));
  }

  @Test
  void queryKeyAndValueAreTheThirdsOfTheRows() throws Exception {
    WeightTable published = published("");
    Map<String, StoredTensor> placed =
        fit(published, slots(table("aimv2-large-model.tsv"))).placed();
    StoredTensor fused = published.tensor("trunk.blocks.7.attn.qkv.weight");
    long third = WIDTH * WIDTH * Float.BYTES;
    List<String> parts = List.of("q_proj", "k_proj", "v_proj");
    for (int i = 0; i < parts.size(); i++) {
      String name = "models.image_encoder.trunk.blocks.7.attn.%s.weight".formatted(parts.get(i));
      StoredTensor part = placed.get(name);
      assertThat(part).as(name).isNotNull();
      assertThat(part)
          .isEqualTo(
              new StoredTensor(
                  ElementType.F32,
                  List.of(WIDTH, WIDTH),
                  List.of(WIDTH, 1L),
                  new StoredTensor.Extent(
                      FILE, fused.bytes().position() + i * third, third, false)));
    }
  }

  @Test
  void aModelWithOneProjectionTakesThemWhole() throws Exception {
    WeightFit fit = fit(published(""), slots(table("aimv2-large-patch14-224.tsv")));
    assertThat(fit.isComplete()).as(fit::toString).isTrue();
    assertThat(fit.placed()).hasSize(5 + 24 * 7);
  }

  /** The towers of {@code aimv2-large-patch14-224-lit} have a prefix. */
  @Test
  void theTowerOfAPairGoesToTheSamePlace() throws Exception {
    Map<String, Slot> model = slots(table("aimv2-large-model.tsv"));
    assertThat(fit(published("image_encoder."), model).placed())
        .isEqualTo(fit(published(""), model).placed());
  }

  @Test
  void theWholeListOfTransformersFindsItsPlaces() throws Exception {
    WeightTable transformers = file("aimv2-large-transformers.tsv", "");
    Map<String, Slot> model = slots(table("aimv2-large-model.tsv"));
    WeightFit fit = fit(transformers, model, "models.text_decoder.*");
    assertThat(fit.isComplete()).as(fit::toString).isTrue();
    assertThat(fit.placed().keySet()).isEqualTo(fit(published(""), model).placed().keySet());
    Map<String, String> expected =
        Map.of(
            "patchifier.norm.weight", "embeddings.rms_norm.weight",
            "trunk.blocks.11.attn.proj.weight", "encoder.layers.11.attention.out_proj.weight",
            "trunk.blocks.11.mlp.fc1.weight", "encoder.layers.11.ffn.gate_proj.weight",
            "trunk.blocks.11.mlp.fc3.weight", "encoder.layers.11.ffn.up_proj.weight",
            "trunk.blocks.11.norm_2.weight", "encoder.layers.11.rms_norm2.weight",
            "trunk.post_trunk_norm.weight", "rms_norm.weight");
    expected.forEach((ours, theirs) ->
        assertThat(placedAt(fit, ours)).as(ours).isEqualTo(transformers.tensor(theirs)));
  }

  /** Transformers keeps the table of positions without the size of one for the batch. */
  @Test
  void theTableOfPositionsGetsItsSizeOfOne() throws Exception {
    WeightTable transformers = file("aimv2-large-transformers.tsv", "vision_model.");
    WeightFit fit = fit(transformers, slots(table("aimv2-large-model.tsv")));
    StoredTensor stored = transformers.tensor("vision_model.embeddings.position_embedding.weight");
    StoredTensor placed = placedAt(fit, "pos_embed");
    assertThat(placed.shape()).containsExactly(1L, 256L, WIDTH);
    assertThat(placed.isContiguous()).isTrue();
    assertThat(placed.bytes()).isEqualTo(stored.bytes());
  }

  private static StoredTensor placedAt(WeightFit fit, String name) {
    return fit.placed().entrySet().stream()
        .filter(each -> each.getKey().startsWith("models.image_encoder."))
        .filter(each -> each.getKey().endsWith(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }
}
