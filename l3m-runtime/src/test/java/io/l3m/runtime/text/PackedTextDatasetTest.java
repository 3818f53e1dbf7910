// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.l3m.runtime.data.DataException;
import io.l3m.runtime.data.TextSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the data of the quick start. */
final class PackedTextDatasetTest {

  private static final Path DATA = Path.of("../configs/quickstart/data");

  @TempDir Path folder;

  private static HfTokenizer tokenizer(boolean end) {
    return HfTokenizer.builder()
        .tokenizerName(DATA.resolve("tokenizer").toString())
        .lowerCase(false)
        .cleanText(false)
        .addEosToken(end)
        .build();
  }

  private static PackedTextDataset.Builder text(String name) {
    return PackedTextDataset.builder().path(DATA.resolve("text").resolve(name).toString());
  }

  @Test
  void wholeBooksHaveTheIdsOfTheirTokenizer() {
    PackedTextDataset train =
        text("moby_dick_train.txt").tokenizer(tokenizer(true)).window(129).build();
    assertThat(train.tokens()).isEqualTo(419_089);
    assertThat(train.size()).isEqualTo(419_089 - 129 + 1);
    PackedTextDataset plain =
        text("moby_dick_train.txt").tokenizer(tokenizer(false)).window(129).build();
    assertThat(plain.tokens()).isEqualTo(419_088);
  }

  @Test
  void longTextsCutIntoPiecesHaveTheIdsOfTheLibrary() throws IOException {
    TokenizerFile file = TokenizerFile.read(DATA.resolve("tokenizer/tokenizer.json"));
    String book = Files.readString(DATA.resolve("text/moby_dick_val.txt"));
    assertThat(ByteLevelBpe.of(file).orElseThrow().encode(book))
        .isEqualTo(NativeEncoder.of(file).encode(book));
  }

  @Test
  void windowsDoNotRepeatPredictions() throws IOException {
    PackedTextDataset windows =
        text("moby_dick_val.txt").tokenizer(tokenizer(true)).window(129).stride(128).build();
    assertThat(windows.size()).isEqualTo(394); // 50,432 predictions
    long[] first = values(windows, 0);
    long[] second = values(windows, 1);
    assertThat(first).hasSize(129);
    assertThat(second[0]).isEqualTo(first[128]);
    assertThat(values(windows, 393)).hasSize(129);
  }

  private static long[] values(PackedTextDataset windows, long index) {
    TextSample sample = windows.get(index, new SplittableRandom(0));
    return sample.text().values();
  }

  @Test
  void rowsOfTablesAreEndedOneByOne() {
    PackedTextDataset rows =
        text("parquet/val-00000-of-00001.parquet").tokenizer(tokenizer(true)).window(1).build();
    List<Long> ids = new ArrayList<>();
    for (long i = 0; i < rows.size(); i++) {
      ids.add(values(rows, i)[0]);
    }
    assertThat(ids.stream().filter(id -> id == 1)).hasSize(355);
    assertThat(ids.get(ids.size() - 1)).isEqualTo(1);
  }

  @Test
  void shortTextIsAnErrorWithBothNumbers() throws IOException {
    Path file = Files.writeString(folder.resolve("short.txt"), "Call me Ishmael.");
    PackedTextDataset dataset =
        PackedTextDataset.builder()
            .path(file.toString())
            .tokenizer(tokenizer(true))
            .window(129)
            .build();
    assertThatThrownBy(dataset::size)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("`" + file + "` has ")
        .hasMessageContaining("which do not fill one window of 129");
  }

  @Test
  void failuresInTheBackgroundReachTheCaller() throws IOException {
    Path file = Files.write(folder.resolve("bad.txt"), new byte[] {(byte) 0xff});
    PackedTextDataset dataset =
        PackedTextDataset.builder()
            .path(file.toString())
            .tokenizer(tokenizer(true))
            .window(4)
            .build();
    assertThatThrownBy(dataset::size)
        .isInstanceOf(DataException.class)
        .hasMessage("The text `%s` is not in UTF-8 from byte 0 on; convert it first", file);
  }

  @Test
  void missingParametersAreErrors() {
    assertThatThrownBy(() -> text("moby_dick_val.txt").window(4).build())
        .hasMessage("`tokenizer` is missing");
    assertThatThrownBy(() -> text("moby_dick_val.txt").tokenizer(tokenizer(true)).build())
        .hasMessage("`window` must be from 1 to 268435456, not 0");
  }
}
