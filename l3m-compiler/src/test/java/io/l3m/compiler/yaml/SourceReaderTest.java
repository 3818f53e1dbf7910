// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.l3m.compiler.diag.Code;
import io.l3m.compiler.diag.Diagnostic;
import io.l3m.compiler.diag.Problems;
import io.l3m.compiler.source.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceReaderTest {

  @TempDir private Path folder;

  @Test
  void readsTextWithOrWithoutAMark() throws IOException {
    Path file = folder.resolve("a.yaml");
    Files.writeString(file, "\uFEFFa: größe\n");
    assertThat(read(file).map(SourceFile::text)).contains("a: größe\n");
    Files.writeString(file, "a: größe\n");
    assertThat(read(file).map(SourceFile::text)).contains("a: größe\n");
  }

  @Test
  void namesTheFileThatWasMeant() throws IOException {
    Files.writeString(folder.resolve("digits-vit.yaml"), "a: 1");
    Diagnostic problem = problem(folder.resolve("digits_vit.yaml"));
    assertThat(problem.code()).isEqualTo(Code.FILE_NOT_FOUND);
    assertThat(problem.suggestion()).contains(folder.resolve("digits-vit.yaml").toString());
  }

  @Test
  void namesTheFolderThatIsMissing() {
    Diagnostic problem = problem(folder.resolve("none/a.yaml"));
    assertThat(problem.code()).isEqualTo(Code.FILE_NOT_FOUND);
    assertThat(problem.hint().orElse("")).contains(folder.resolve("none").toString());
  }

  @Test
  void namesTheFilesOfAFolder() throws IOException {
    Files.writeString(folder.resolve("b.yaml"), "");
    Diagnostic problem = problem(folder);
    assertThat(problem.code()).isEqualTo(Code.FILE_IS_FOLDER);
    assertThat(problem.hint()).contains("name one of its files: b.yaml");
    Files.writeString(folder.resolve("defaults.yaml"), "");
    Files.createDirectory(folder.resolve("a"));
    Files.writeString(folder.resolve("a/c.yml"), "");
    assertThat(problem(folder).hint()).contains("name one of its files: a/c.yml, b.yaml");
    for (int i = 0; i < 5; i++) {
      Files.writeString(folder.resolve("d" + i + ".yaml"), "");
    }
    assertThat(problem(folder).hint().orElse("")).endsWith("b.yaml, d0.yaml, d1.yaml, d2.yaml, …");
  }

  @Test
  void refusesWhatIsNoText() throws IOException {
    Path file = folder.resolve("a.yaml");
    Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xFF, 'x'});
    Diagnostic problem = problem(file);
    assertThat(problem.code()).isEqualTo(Code.FILE_NOT_TEXT);
    assertThat(problem.message()).contains("byte 0xFF at offset 3");
    assertThat(problem.span().column()).isEqualTo(4);
    Files.writeString(file, "a: 1", StandardCharsets.UTF_16);
    assertThat(problem(file).code()).isEqualTo(Code.FILE_NOT_TEXT);
  }

  @Test
  void refusesATextThatEndsWithinACharacter() throws IOException {
    Path file = folder.resolve("a.yaml");
    Files.write(file, new byte[] {'a', (byte) 0xE2, (byte) 0x82});
    assertThat(problem(file).code()).isEqualTo(Code.FILE_NOT_TEXT);
  }

  @Test
  void refusesAFileThatNoConfigNeeds() throws IOException {
    Path file = folder.resolve("a.yaml");
    Files.write(file, new byte[SourceReader.MOST_BYTES + 1]);
    assertThat(problem(file).code()).isEqualTo(Code.FILE_TOO_LARGE);
  }

  @Test
  void saysThatAFileMayNotBeRead() throws IOException {
    Path file = folder.resolve("a.yaml");
    Files.writeString(file, "a: 1");
    assumeThat(file.toFile().setReadable(false) && !Files.isReadable(file)).isTrue();
    assertThat(problem(file).message()).contains("permission denied");
  }

  private static Optional<SourceFile> read(Path file) {
    return SourceReader.read(file, file.toString(), new Problems());
  }

  private static Diagnostic problem(Path file) {
    Problems problems = new Problems();
    assertThat(SourceReader.read(file, file.toString(), problems)).isEmpty();
    assertThat(problems.inOrder()).hasSize(1);
    return problems.inOrder().getFirst();
  }
}
