// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.l3m.pickle.PickleFault;
import io.l3m.pickle.PickleMachine;
import io.l3m.pickle.PickleValue;
import io.l3m.pickle.PickleValue.Dict;
import io.l3m.pickle.PickleValue.Items;
import io.l3m.pickle.PickleValue.Real;
import io.l3m.pickle.PickleValue.Text;
import io.l3m.pickle.PickleValue.Tuple;
import io.l3m.pickle.PickleValue.Whole;
import io.l3m.runtime.golden.GoldenFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The data sets that lie on the disk as their publishers pack them. */
final class ClassificationSetsTest {

  /** All red pixels, then all green, then all blue, as the files of CIFAR have them. */
  private static final Transform PLANES =
      (frame, random) -> {
        Picture picture = (Picture) frame;
        int pixels = picture.width() * picture.height();
        float[] values = new float[3 * pixels];
        for (int i = 0; i < values.length; i++) {
          values[i] = picture.rgb()[3 * (i % pixels) + i / pixels] & 0xff;
        }
        return FloatArray.of(values, 3, picture.height(), picture.width());
      };

  private static final Tokenizer LENGTH =
      new Tokenizer() {
        @Override
        public LongArray encode(String text) {
          return LongArray.vector(text.length());
        }

        @Override
        public int[] encodeWhole(String text) {
          return new int[] {text.length()};
        }
      };

  @TempDir Path root;

  private static Path cifar(String name) {
    return GoldenFiles.resource("cifar/" + name);
  }

  private void place(Path source, String target) throws IOException {
    Path file = root.resolve(target);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.copy(source, file);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void picklesOfEveryProtocolGiveTheBytesOfTheBinaryFile(int protocol) throws IOException {
    for (int batch = 1; batch <= 5; batch++) {
      place(cifar("ten_" + protocol + ".pickle"), "cifar-10-batches-py/data_batch_" + batch);
    }
    Dataset<LabelledImage> data =
        Cifar10Dataset.builder().root(root.toString()).split("train").transform(PLANES).build();
    assertThat(data.size()).isEqualTo(15);
    assertThat(data.describe(4))
        .isEqualTo("picture 1 of `%s`", root.resolve("cifar-10-batches-py/data_batch_2"));
    checkSamples(data);
  }

  @Test
  void binaryFilesAreReadToo() throws IOException {
    place(cifar("ten.bin"), "cifar-10-batches-bin/test_batch.bin");
    checkSamples(
        Cifar10Dataset.builder().root(root.toString()).split("test").transform(PLANES).build());
  }

  private static void checkSamples(Dataset<LabelledImage> data) throws IOException {
    byte[] expected = Files.readAllBytes(cifar("ten.bin"));
    for (int i = 0; i < 3; i++) {
      LabelledImage sample = data.get(i, new SplittableRandom(0));
      assertThat(sample.target()).isEqualTo(LongArray.scalar(expected[i * 3073]));
      float[] values = ((FloatArray) sample.image()).values();
      for (int k = 0; k < 3072; k++) {
        assertThat(values[k]).isEqualTo(expected[i * 3073 + 1 + k] & 0xff);
      }
    }
  }

  @Test
  void namesOfClassesAreTexts() throws IOException {
    place(cifar("hundred.pickle"), "cifar-100-python/test");
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < 99; i++) {
      names.append("n".repeat(i + 1)).append('\n');
    }
    Path file = Files.writeString(root.resolve("names.txt"), names);
    Dataset<ImageTextTarget> data =
        Cifar100DatasetWithTextLabel.builder()
            .root(root.toString())
            .split("val")
            .tokenizer(LENGTH)
            .classNamesPath(file.toString())
            .transform(PLANES)
            .build();
    assertThat(data.get(2, new SplittableRandom(0)).text()).isEqualTo(LongArray.vector(3));
    assertThatThrownBy(() -> data.get(0, new SplittableRandom(0)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is of class 99, but there are 99 names");
  }

  @Test
  void picklesExecuteNothing() throws IOException {
    place(cifar("evil.pickle"), "cifar-10-batches-py/test_batch");
    LabelledImagesBuilder builder =
        Cifar10Dataset.builder().root(root.toString()).split("test").transform(PLANES);
    assertThatThrownBy(builder::build)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("it asks for `posix.system`; only numbers, texts, lists, dicts");
    Files.write(root.resolve("cifar-10-batches-py/test_batch"), new byte[] {(byte) 0x80, 2, 'x'});
    assertThatThrownBy(builder::build)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("test_batch");
  }

  @Test
  void everyCutOfAPickleIsAnError() throws IOException, PickleFault {
    byte[] whole = Files.readAllBytes(cifar("plain.pickle"));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> PickleMachine.read(cut, new NumpyNames()))
          .isInstanceOf(PickleFault.class);
    }
    assertThat(PickleMachine.read(whole, new NumpyNames()))
        .isInstanceOfSatisfying(
            Dict.class,
            dict ->
                assertThat(dict.entries())
                    .containsEntry("a", new Real(1.5))
                    .containsEntry("c", tuple(new Whole(1)))
                    .containsEntry("d", new Dict(Map.of("x", tuple(new Whole(1), new Whole(2)))))
                    .containsEntry("e", new Text("naïve"))
                    .containsEntry("f", new Items(List.of())));
  }

  private static Tuple tuple(PickleValue... items) {
    return new Tuple(List.of(items));
  }

  /** What only weights may hold is not open to data. */
  @ParameterizedTest
  @CsvSource({
    "ctorch._utils|_rebuild_tensor_v2|., `torch._utils._rebuild_tensor_v2`",
    "ccollections|OrderedDict|)R., `collections.OrderedDict`",
    "cnumpy|load|., `numpy.load`",
    "cnumpy.core.multiarray|scalar|., `numpy.core.multiarray.scalar`",
    "Vx|Q., outside of the pickle",
    "cnumpy|ndarray|)\u0081., `numpy.ndarray` is not used",
    "cnumpy|dtype|)R., `numpy.dtype` is not used",
    "c_codecs|encode|(Vx|Vutf-8|tR., `_codecs.encode` is not used",
    "cnumpy|ndarray|)b., has none",
    "I12x|., where a number should be",
    "I1|., no batch with `data`"
  })
  void onlyArraysOfNumpyAreRead(String pickle, String message) throws IOException {
    Path file = root.resolve("cifar-10-batches-py/test_batch");
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, pickle.replace('|', '\n'), StandardCharsets.ISO_8859_1);
    LabelledImagesBuilder builder =
        Cifar10Dataset.builder().root(root.toString()).split("test").transform(PLANES);
    assertThatThrownBy(builder::build)
        .isInstanceOf(DataException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"names.pkl", "names.txt", "list.json", "map.json"})
  void namesComeInManyForms(String form) throws IOException {
    Path file =
        switch (form) {
          case "names.txt" -> Files.writeString(root.resolve(form), "tench, fish\r\nshark\n");
          case "list.json" -> Files.writeString(root.resolve(form), "[\"tench, fish\", \"shark\"]");
          case "map.json" ->
              Files.writeString(root.resolve(form), "{\"1\": \"shark\", \"0\": \"tench, fish\"}");
          default -> cifar(form);
        };
    assertThat(ClassNames.read(file)).containsExactly("tench, fish", "shark");
  }

  @Test
  void wrongNamesAreNamed() throws IOException {
    Path gap = Files.writeString(root.resolve("gap.json"), "{\"0\": \"a\", \"2\": \"b\"}");
    assertThatThrownBy(() -> ClassNames.read(gap)).hasMessageContaining("none for 1");
    Path empty = Files.writeString(root.resolve("empty"), "");
    assertThatThrownBy(() -> ClassNames.read(empty)).hasMessageContaining("it is empty");
    assertThatThrownBy(() -> ClassNames.read(root.resolve("no.pkl")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no such file");
  }

  @Test
  void listsTellTheSplitsOfFoodAndTextures() throws IOException {
    Path picture = GoldenFiles.resource("odd/rgb.png");
    place(picture, "food-101/images/pizza/1.jpg");
    place(picture, "food-101/images/cake/2.jpg");
    Files.createDirectories(root.resolve("food-101/meta"));
    Files.writeString(
        root.resolve("food-101/meta/train.json"),
        "{\"pizza\": [\"pizza/1\"], \"cake\": [\"cake/2\"]}");
    Dataset<LabelledImage> food =
        Food101Dataset.builder().root(root.toString()).transform(PLANES).build();
    assertThat(food.get(0, new SplittableRandom(0)).target()).isEqualTo(LongArray.scalar(1));
    assertThat(food.get(1, new SplittableRandom(0)).target()).isEqualTo(LongArray.scalar(0));

    for (String folder : List.of("dtd/dtd", "dtddataset/dtd", "dtd")) {
      Path own = Files.createTempDirectory(root, "dtd-");
      Path file = own.resolve(folder + "/images/dotted/d_1.jpg");
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.copy(picture, file);
      Path labels = Files.createDirectories(own.resolve(folder + "/labels"));
      Files.writeString(labels.resolve("val2.txt"), "dotted/d_1.jpg\n");
      Dataset<LabelledImage> textures =
          DTDDataset.builder()
              .root(own.toString())
              .split("val")
              .partition(2)
              .transform(PLANES)
              .build();
      assertThat(textures.get(0, new SplittableRandom(0)).target()).isEqualTo(LongArray.scalar(0));
    }
  }

  @Test
  void whatIsMissingIsSaidWithItsPlace() {
    String nowhere = root.resolve("nowhere").toString();
    assertThatThrownBy(() -> Cifar10Dataset.builder().root(nowhere).split("train").build())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("cifar-10-python.tar.gz");
    assertThatThrownBy(() -> Food101Dataset.builder().root(nowhere).build())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("food-101.tar.gz");
    assertThatThrownBy(() -> DTDDataset.builder().root(nowhere).build())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("dtd-r1.0.1.tar.gz");
    assertThatThrownBy(() -> Cifar10Dataset.builder().root(nowhere).build())
        .hasMessageContaining("`split` is missing");
  }

  private static List<String> ids(String list) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    ClassificationSetsTest.class.getResourceAsStream(list + ".txt")),
                StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> line.startsWith("n")).toList();
    }
  }

  @Test
  void imageNetsClassesAreThoseOfItsList() throws IOException {
    List<String> ids = ids("imagenet-a");
    assertThat(ids).hasSize(200);
    assertThat(ids("imagenet")).hasSize(1000).containsAll(ids).containsAll(ids("imagenet-r"));
    Path picture = GoldenFiles.resource("odd/one_pixel.jpg");
    for (String id : ids) {
      place(picture, id + "/x.jpg");
    }
    place(picture, "another/x.jpg");
    CustomImageFolder data = ImageNetA.builder().root(root.toString()).transform(PLANES).build();
    assertThat(data.size()).isEqualTo(200);
    assertThat(data.classes()).isEqualTo(ids);
    assertThatThrownBy(() -> ImageNet.builder().root(root.toString()).build())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("lacks 800 of the 1000 classes, `n01440764` first");
  }

  @Test
  void numberedFoldersOfImageNetV2AreTheClasses() throws IOException {
    Path picture = GoldenFiles.resource("odd/one_pixel.jpg");
    for (int number = 0; number < 12; number++) {
      place(picture, "imagenetv2-topimages/validation/" + number + "/x.jpg");
    }
    CustomImageFolder data =
        ImageNetV2Top.builder().root(root.toString()).transform(PLANES).build();
    for (int number = 0; number < 12; number++) {
      assertThat(data.get(number, new SplittableRandom(0)).target())
          .isEqualTo(LongArray.scalar(number));
      assertThat(data.describe(number)).contains("/validation/" + number + "/x.jpg");
    }
  }
}
