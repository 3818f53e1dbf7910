// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.l3m.runtime.golden.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CustomImageFolderTest {

  /** Red of the first pixel only, so that samples can be told apart. */
  private static final Transform FIRST_PIXEL =
      (frame, random) -> FloatArray.vector(((Picture) frame).rgb()[0] & 0xff);

  private static final Logger LOG = Logger.getLogger(Substitution.class.getName());

  @TempDir Path folder;

  private final List<String> warnings = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          warnings.add(MessageFormat.format(entry.getMessage(), entry.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    LOG.setUseParentHandlers(false);
    LOG.addHandler(handler);
  }

  @AfterEach
  void listenNoMore() {
    LOG.removeHandler(handler);
    LOG.setUseParentHandlers(true);
  }

  @Test
  void classesAndSamplesHaveTheOrderOfTheOriginal() throws IOException {
    assumeThat(System.getProperty("sun.jnu.encoding"))
        .as("names of files on this machine")
        .isEqualTo("UTF-8");
    JsonObject recorded = Golden.json("odd/imagefolder_order.json");
    for (JsonElement name : recorded.getAsJsonArray("files_to_create")) {
      write(name.getAsString(), Golden.bytes("odd/rgb.png"));
    }
    for (JsonElement link : recorded.getAsJsonArray("symlinks_to_create")) {
      Path at = folder.resolve(link.getAsJsonArray().get(0).getAsString());
      Path to = folder.resolve(link.getAsJsonArray().get(1).getAsString());
      Files.createSymbolicLink(at, to);
    }
    CustomImageFolder images = images().build();
    assertThat(images.classes()).isEqualTo(strings(recorded.get("classes")));
    List<String> expected = new ArrayList<>();
    for (JsonElement sample : recorded.getAsJsonArray("samples")) {
      expected.add(
          sample.getAsJsonArray().get(0).getAsString() + " " + sample.getAsJsonArray().get(1));
    }
    assertThat(samples(images)).isEqualTo(expected);
  }

  private List<String> samples(CustomImageFolder images) throws IOException {
    List<String> samples = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      String file = images.describe(i).replace("`", "").substring(folder.toString().length() + 1);
      LongArray target = (LongArray) images.get(i, new SplittableRandom(0)).target();
      samples.add(file + " " + target.values()[0]);
    }
    return samples;
  }

  @Test
  void linksInCirclesEnd() throws IOException {
    write("a/1.png", Golden.bytes("odd/rgb.png"));
    Files.createSymbolicLink(folder.resolve("a/again"), folder.resolve("a"));
    assertThat(images().build().size()).isEqualTo(1);
  }

  @Test
  void targetsMayBeOneHot() throws IOException {
    write("a/1.png", Golden.bytes("odd/rgb.png"));
    write("b/1.png", Golden.bytes("odd/gray8.png"));
    CustomImageFolder images = images().targetTransform(OneHot.builder().numClasses(3)).build();
    LabelledImage second = images.get(1, new SplittableRandom(0));
    assertThat(second.target()).isEqualTo(LongArray.of(new long[] {0, 1, 0}, 3));
    assertThat(second.image()).isEqualTo(FloatArray.vector(19));
  }

  @Test
  void unreadableFileIsReplacedTheSameWayEachTime() throws IOException {
    Path bad = write("a/bad.jpg", Golden.bytes("odd/truncated_50.jpg"));
    for (int i = 0; i < 20; i++) {
      write("b/%02d.png".formatted(i), Golden.bytes("odd/gray8.png"));
    }
    CustomImageFolder images = images().build();
    RandomGenerator first = new SplittableRandom(3);
    RandomGenerator second = new SplittableRandom(3);
    LabelledImage replacement = images.get(0, first);
    assertThat(replacement.target()).isEqualTo(LongArray.scalar(1));
    assertThat(images.get(0, second)).isEqualTo(replacement);
    assertThat(warnings)
        .hasSize(2)
        .allMatch(line ->
            line.matches(
                "cannot decode the image `"
                    + bad
                    + "`: it is truncated; sample \\d+ is read in place of sample 0"));
  }

  @Test
  void unreadableFileCanStopTheRun() throws IOException {
    Path bad = write("a/bad.jpg", Golden.bytes("odd/truncated_50.jpg"));
    CustomImageFolder images = images().onError(OnError.FAIL).build();
    assertThatThrownBy(() -> images.get(0, new SplittableRandom(3)))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot decode the image `%s`: it is truncated", bad);
  }

  @Test
  void nothingReadableAtAllIsAnError() throws IOException {
    write("a/bad.jpg", Golden.bytes("odd/truncated_50.jpg"));
    CustomImageFolder images = images().build();
    assertThatThrownBy(() -> images.get(0, new SplittableRandom(3)))
        .hasMessageStartingWith("100 samples in a row cannot be read; the last: ")
        .hasMessageContaining("bad.jpg");
  }

  @Test
  void aFolderThatIsGoneStopsTheRun() throws IOException {
    write("a/1.png", Golden.bytes("odd/gray8.png"));
    write("b/2.png", Golden.bytes("odd/gray8.png"));
    CustomImageFolder images = images().build();
    assertThat(images.get(0, new SplittableRandom(3)).target()).isNotNull();
    Files.delete(folder.resolve("b/2.png"));
    Files.delete(folder.resolve("b"));
    assertThatThrownBy(() -> images.get(1, new SplittableRandom(3)))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("folder", folder.resolve("b").toString(), "is gone");
    assertThat(warnings).isEmpty();
  }

  @Test
  void changedPicturesDoNotChangeWhatIsKept() throws IOException {
    write("a/1.png", Golden.bytes("odd/gray8.png"));
    CustomImageFolder images = images().build();
    LabelledImage before = images.get(0, new SplittableRandom(0));
    Files.delete(folder.resolve("a/1.png"));
    assertThat(images.get(0, new SplittableRandom(1))).isEqualTo(before);
  }

  @Test
  void missingFolderIsNamed() {
    Path missing = folder.resolve("train");
    assertThatThrownBy(() -> CustomImageFolder.builder().root(missing.toString()).build())
        .isInstanceOf(DataException.class)
        .hasMessage(
            "There is no image folder `%s`. l3m does not download: put the data there, a folder for"
                + " each class, or set `root` to where it is",
            missing);
  }

  @Test
  void aRelativePathIsSaidToBeginWhereTheProgramWasStarted() {
    assertThatThrownBy(() -> CustomImageFolder.builder().root("no/such/folder").build())
        .hasMessageStartingWith(
            "There is no image folder `no/such/folder` below `%s`, where l3m was started. l3m does",
            Path.of("").toAbsolutePath());
  }

  @Test
  void folderWithoutClassesIsNamed() {
    assertThatThrownBy(() -> images().build())
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("The image folder `" + folder + "` holds no class folders");
  }

  @Test
  void classesWithoutImagesAreNamed() throws IOException {
    write("a/1.png", Golden.bytes("odd/rgb.png"));
    write("b/note.txt", new byte[1]);
    Files.createDirectory(folder.resolve("c"));
    assertThatThrownBy(() -> images().build())
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "No image lies in `b`, `c` of `" + folder + "`; images end in .jpg");
  }

  @Test
  void transformsThatEndInPixelsAreAnError() throws IOException {
    write("a/1.png", Golden.bytes("odd/rgb.png"));
    CustomImageFolder images = CustomImageFolder.builder().root(folder.toString()).build();
    assertThatThrownBy(() -> images.get(0, new SplittableRandom(0)))
        .hasMessage("the transforms end in a picture; put `ToTensor` at their end");
  }

  private CustomImageFolder.Builder images() {
    return CustomImageFolder.builder().root(folder.toString()).transform(FIRST_PIXEL);
  }

  private Path write(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, content);
  }

  private static List<String> strings(JsonElement array) {
    return array.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList();
  }
}
