// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import io.l3m.runtime.golden.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TextFilesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text_snappy",
        "text_zstd",
        "text_large_string",
        "text_byte_stream",
        "text_delta_bytes",
        "image_text_snappy",
        "image_text_gzip_v2"
      })
  void readsTheRowsOfParquetFiles(String name) throws IOException {
    Path file = copy(name + ".parquet");
    String rows = name.startsWith("image") ? "image_text" : "text";
    List<String> expected =
        Golden.json("tables/texts.json")
            .getAsJsonObject("expected")
            .getAsJsonArray(rows)
            .asList()
            .stream()
            .filter(row -> !row.isJsonNull())
            .map(JsonElement::getAsString)
            .toList();
    assertThat(read(file.toString()).stream().map(TextFilesTest::sha256)).isEqualTo(expected);
  }

  private static String sha256(String text) {
    return Golden.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void emptyTableHasNoDocuments() throws IOException {
    assertThat(read(copy("text_empty.parquet").toString())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bad_truncated",
        "bad_empty",
        "bad_page",
        "bad_footer_length",
        "bad_no_footer_magic",
        "image_text_brotli"
      })
  void unreadableTablesAreNamed(String name) throws IOException {
    Path file = copy(name + ".parquet");
    assertThatThrownBy(() -> read(file.toString()))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Cannot read the text `" + file + "`: ");
  }

  @Test
  void missingColumnSaysWhichThereAre() throws IOException {
    Path file = copy("image_text_snappy.parquet");
    assertThatThrownBy(() -> TextFiles.of(file.toString(), "caption").forEach(text -> {}))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "The file `%s` has no column `caption`; it has `image.bytes`, `image.path`, `text`,"
                + " `label`",
            file);
  }

  @Test
  void foldersAndPatternsAreReadInTheOrderOfTheNames() throws IOException {
    Files.writeString(folder.resolve("b.txt"), "two");
    Files.writeString(folder.resolve("a.txt"), "one");
    Files.writeString(folder.resolve("c.md"), "three");
    Files.createDirectories(folder.resolve("deep"));
    Files.writeString(folder.resolve("deep/d.txt"), "four");
    assertThat(read(folder.toString())).containsExactly("one", "two");
    assertThat(read(folder + "/*.md")).containsExactly("three");
    assertThat(read(folder + "/**.txt")).containsExactly("one", "two", "four");
  }

  @Test
  void missingTextIsNamed() {
    assertThatThrownBy(() -> read(folder + "/none.txt"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "There is no text `%s/none.txt`. l3m does not download: put it there, or set `path` to a"
                + " file, a folder or a pattern of files",
            folder);
    assertThatThrownBy(() -> read(folder + "/*.txt"))
        .hasMessage("No file matches `%s/*.txt`", folder);
    assertThatThrownBy(() -> read(folder.toString()))
        .hasMessage("The folder `%s` holds no .txt and no .parquet files", folder);
  }

  @Test
  void brokenPatternsAreNamed() {
    assertThatThrownBy(() -> read(folder + "/[a.txt"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("`%s/[a.txt` is no pattern of files: ", folder);
  }

  @Test
  void otherEncodingsAreNamed() throws IOException {
    Path file = Files.write(folder.resolve("latin.txt"), new byte[] {'a', (byte) 0xe9, 'b'});
    assertThatThrownBy(() -> read(file.toString()))
        .isInstanceOf(DataException.class)
        .hasMessage("The text `%s` is not in UTF-8 from byte 1 on; convert it first", file);
  }

  private static List<String> read(String path) {
    List<String> texts = new ArrayList<>();
    TextFiles.of(path, "text").forEach(texts::add);
    return texts;
  }

  private Path copy(String name) throws IOException {
    return Files.write(folder.resolve(name), Golden.bytes("tables/" + name));
  }
}
