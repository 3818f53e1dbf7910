// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.l3m.runtime.golden.Golden;
import io.l3m.runtime.golden.GoldenFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of pictures and texts against what the writer of the tables put in. */
final class ImageTextTest {

  private static final ImageTextRows.Columns COLUMNS =
      new ImageTextRows.Columns("image", "text", Optional.of("label"));

  /** The characters of a text as its ids. */
  private static final Tokenizer CHARACTERS =
      new Tokenizer() {
        @Override
        public LongArray encode(String text) {
          return LongArray.vector(text.chars().asLongStream().toArray());
        }

        @Override
        public int[] encodeWhole(String text) {
          return text.chars().toArray();
        }
      };

  private static final Transform SIZE =
      (frame, random) -> {
        Picture picture = (Picture) frame;
        return FloatArray.vector(picture.width(), picture.height(), picture.rgb()[0] & 0xff);
      };

  @TempDir Path folder;

  private static Path table(String name) {
    return GoldenFiles.resource("tables/" + name + ".parquet");
  }

  private static List<JsonObject> recorded() {
    String json = new String(Golden.bytes("tables/image_text.json"), StandardCharsets.UTF_8);
    return JsonParser.parseString(json).getAsJsonArray().asList().stream()
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image_text_snappy",
        "image_text_zstd",
        "image_text_gzip_v2",
        "image_text_none_plain",
        "image_text_small_pages",
        "image_text_hf_datasets"
      })
  void readsTheRowsOfParquetFiles(String name) throws IOException {
    ImageTextRows rows = ImageTextRows.read(List.of(table(name)), COLUMNS);
    List<JsonObject> expected = recorded();
    assertThat(rows.size()).isEqualTo(expected.size());
    for (int row = 0; row < rows.size(); row++) {
      check(rows, row, expected.get(row));
    }
  }

  private static void check(ImageTextRows rows, int row, JsonObject expected) throws IOException {
    assertThat(rows.label(row)).isEqualTo(expected.get("label").getAsLong());
    if (expected.get("text").isJsonNull()) {
      assertThatThrownBy(() -> rows.text(row))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("row " + row + " of `")
          .hasMessageContaining("no text in the column `text`");
    } else if (expected.get("text").isJsonObject()) {
      byte[] text = rows.text(row).getBytes(StandardCharsets.UTF_8);
      assertThat(Golden.sha256(text))
          .isEqualTo(expected.getAsJsonObject("text").get("sha256").getAsString());
    } else {
      assertThat(rows.text(row)).isEqualTo(expected.get("text").getAsString());
    }
    if (expected.get("image").isJsonNull()) {
      assertThatThrownBy(() -> rows.image(row))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no picture in the column `image`");
    } else {
      assertThat(Golden.sha256(rows.image(row)))
          .isEqualTo(expected.getAsJsonObject("image").get("sha256").getAsString());
    }
  }

  @Test
  void samplesOfSeveralFilesFollowEachOther() throws IOException {
    Files.copy(table("image_text_snappy"), folder.resolve("b.parquet"));
    Files.copy(table("image_text_zstd"), folder.resolve("a.parquet"));
    LabelledImageTextDataset data =
        LabelledImageTextDataset.builder()
            .path(folder.toString())
            .transforms(SIZE)
            .tokenizer(CHARACTERS)
            .targetTransform(OneHot.builder().numClasses(10).build())
            .build();
    assertThat(data.size()).isEqualTo(80);
    assertThat(data.describe(42)).isEqualTo("row 2 of `%s`", folder.resolve("b.parquet"));
    ImageTextTarget sample = data.get(42, new SplittableRandom(0));
    assertThat(text(sample.text())).isEqualTo("a small gray picture of the number two");
    assertThat(((FloatArray) sample.image()).values()).startsWith(8, 8);
    assertThat(((LongArray) sample.target()).values()).startsWith(0, 0, 1, 0);
  }

  @Test
  void generatorsAddToSamples() throws IOException {
    Dataset<Generated<ImageText>> data =
        SimpleImageTextDataset.builder()
            .generators(random -> LongArray.scalar(7))
            .path(table("image_text_snappy").toString())
            .transforms(SIZE)
            .tokenizer(CHARACTERS)
            .build();
    Generated<ImageText> sample = data.get(1, new SplittableRandom(0));
    assertThat(sample.value(0)).isEqualTo(LongArray.scalar(7));
    assertThat(text(sample.sample().text())).isEqualTo("the digit one written by hand");
  }

  @Test
  void aRowThatCannotBeReadStopsTheRunOrIsReplaced() throws IOException {
    SimpleImageTextDataset.Builder<ImageText> builder =
        SimpleImageTextDataset.builder()
            .path(table("image_text_snappy").toString())
            .transforms(SIZE)
            .tokenizer(CHARACTERS);
    assertThatThrownBy(() -> builder.build().get(3, new SplittableRandom(0)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("row 3 of `");
    ImageText other = builder.onError(OnError.SKIP).build().get(3, new SplittableRandom(0));
    assertThat(text(other.text())).isNotEmpty();
  }

  @Test
  void saysWhatIsWrongWithTables() throws IOException {
    assertThatThrownBy(() -> rows("image_text_snappy", "picture"))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("has no column `picture`; it has `image`, `text`, `label`");
    assertThatThrownBy(() -> rows("text_empty", "text"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has no rows");
    assertThatThrownBy(() -> rows("image_text_brotli", "image"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Cannot read row 0 of `");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path broken = Files.write(folder.resolve("x.parquet"), new byte[] {1, 2, 3});
    assertThatThrownBy(() -> ImageTextRows.read(List.of(broken), COLUMNS))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(broken.toString());
    assertThatThrownBy(() -> ImageTextSource.files("nowhere"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("`nowhere`");
    assertThatThrownBy(() -> ImageTextSource.files(empty.toString()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("holds no file");
  }

  private static ImageTextRows rows(String table, String image) {
    return ImageTextRows.read(
        List.of(table(table)), new ImageTextRows.Columns(image, "text", Optional.empty()));
  }

  @Test
  void theHubsDataSetsAreFoundWhereADownloadLeftThem() throws IOException {
    Map<String, String> environment = Map.of("HF_HOME", folder.toString());
    assertThatThrownBy(() -> SimpleImageTextDataset.downloaded(environment))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("l3m does not download");
    Path repository = folder.resolve("hub/datasets--sezenkarakus--image-description-dataset-v2");
    Path data = Files.createDirectories(repository.resolve("snapshots/abc/data"));
    Files.createDirectories(repository.resolve("refs"));
    Files.writeString(repository.resolve("refs/main"), "abc\n");
    Path part = Files.copy(table("image_text_snappy"), data.resolve("train-00000.parquet"));
    assertThat(SimpleImageTextDataset.downloaded(environment)).containsExactly(part);

    Path wiki = folder.resolve("hub/datasets--Salesforce--wikitext");
    Path lines = Files.createDirectories(wiki.resolve("snapshots/abc/wikitext-103-v1"));
    Files.createDirectories(wiki.resolve("refs"));
    Files.writeString(wiki.resolve("refs/main"), "abc");
    Path text = Files.copy(table("text_snappy"), lines.resolve("train-00000.parquet"));
    assertThat(SimpleTextDataset.downloaded(environment, "text").files()).containsExactly(text);
  }

  @Test
  void textsAreSamplesOneByOne() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "one document");
    SimpleTextDataset data =
        SimpleTextDataset.builder().path(folder.toString()).tokenizer(CHARACTERS).build();
    assertThat(data.size()).isEqualTo(1);
    assertThat(text(data.get(0, new SplittableRandom(0)).text())).isEqualTo("one document");
    assertThat(file).exists();
    SimpleTextDataset empty =
        SimpleTextDataset.builder()
            .path(table("text_empty").toString())
            .tokenizer(CHARACTERS)
            .build();
    assertThatThrownBy(empty::size)
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("There is no text in `");
  }

  @Test
  void bytesBeyondTheBudgetLieInAFile() throws IOException {
    ByteStore store = new ByteStore(new Allowance(70_000));
    for (int i = 0; i < 300; i++) {
      byte[] string = new byte[i * 10];
      Arrays.fill(string, (byte) i);
      store.add(string);
    }
    for (int i = 0; i < 300; i++) {
      byte[] found = store.get(i);
      assertThat(found).hasSize(i * 10);
      for (byte value : found) {
        assertThat(value).isEqualTo((byte) i);
      }
    }
  }

  private static String text(LongArray ids) {
    return LongStream.of(ids.values())
        .collect(StringBuilder::new, (s, id) -> s.append((char) id), StringBuilder::append)
        .toString();
  }
}
