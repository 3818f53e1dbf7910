// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that mean harm, or that something has gone wrong with, end in a sentence. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostileFilesTest {

  @TempDir private Path folder;

  /** Pickles that PyTorch would execute, refuse, or stumble over. */
  @SuppressWarnings("ImmutableEnumChecker")
  enum Hostile {
    RUNS_A_COMMAND("`os.system` is not among", p -> p.global("os", "system").text("x").ascii("R.")),
    OF_PYTHON_2("`__builtin__.eval` is not among", p -> p.global("__builtin__", "eval").ascii(".")),
    OF_POSIX("`posix.system` is not among", p -> p.global("posix", "system").ascii(")R.")),
    ONLY_NAMED(
        "`subprocess.Popen` is not among", p -> p.global("subprocess", "Popen").ascii("0N.")),
    BY_STACK(
        "`builtins.exec` is not among",
        p -> p.text("builtins").text("exec").bytes(0x93).ascii(".")),
    THROUGH_TORCH("`torch.hub.load` is not among", p -> p.global("torch.hub", "load").ascii(".")),
    A_LOADER(
        "`torch.storage._load_from_bytes` is not among",
        p -> p.global("torch.storage", "_load_from_bytes").ascii(".")),
    NUMPY_ARRAY(
        "`numpy.core.multiarray._reconstruct` is not among",
        p -> p.global("numpy.core.multiarray", "_reconstruct").ascii(".")),
    NUMPY_BUFFER(
        "`numpy._core.numeric._frombuffer` is not among",
        p -> p.global("numpy._core.numeric", "_frombuffer").ascii(".")),
    NUMPY_LOADER("`numpy.load` is not among", p -> p.global("numpy", "load").ascii(".")),
    NUMPY_TYPE("holds no dict of tensors", p -> p.global("numpy", "dtype").ascii(".")),
    BYTES_OF_NOTHING(
        "`_codecs.encode` is not used as", p -> p.global("_codecs", "encode").ascii(")R.")),
    LINE_WITHOUT_NUMBER("`12x` where a number should be", p -> p.ascii("I12x\n.")),
    LINE_WITHOUT_PLACE("`1.5` where a number should be", p -> p.ascii("Np1.5\n.")),
    LINE_WITHOUT_QUOTES("a text without quotes", p -> p.ascii("S'abc\n.")),
    LINE_WITH_BROKEN_ESCAPE("a broken escape", p -> p.ascii("Vab\\u12\n.")),
    LINE_BEYOND_UNICODE("none of Unicode's", p -> p.ascii("V\\Uffffffff\n.")),
    ENDLESS_DIGITS(
        "a number of 1,000,000 digits", p -> p.ascii("L" + "9".repeat(1_000_000) + "L\n.")),
    INSTANCE("0x69", p -> p.ascii("(ios\nsystem\n.")),
    OLD_OBJECT("0x6f", p -> p.ascii("(N").ascii("o.")),
    EXTENSION("0x82", p -> p.bytes(0x82, 1).ascii(".")),
    TEXT_ID("0x50", p -> p.ascii("Psomething\n.")),
    A_SET("0x8f", p -> p.bytes(0x8f).ascii(".")),
    EMPTY("ends too early", p -> p),
    NOTHING_TO_RETURN("a value that it does not have", p -> p.ascii(".")),
    NO_MARK("a mark that it does not have", p -> p.ascii("t.")),
    UNKNOWN_MEMORY("refers to a value", p -> p.ascii("h").bytes(7).ascii(".")),
    HUGE_TEXT("ends too early", p -> p.ascii("X").length(0xfffffff0).ascii("abc.")),
    HUGE_TEXT_64(
        "ends too early",
        p -> p.bytes(0x8d, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f).ascii(".")),
    NEGATIVE_TEXT(
        "ends too early",
        p -> p.bytes(0x8e, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff).ascii(".")),
    HUGE_WHOLE("a whole number of 2000000000 bytes", p -> p.bytes(0x8b).length(2_000_000_000)),
    APPENDS_TO_A_NUMBER("appends to something else", p -> p.ascii("K").bytes(1).ascii("Na.")),
    ENTRY_OF_A_LIST("something else than a dict", p -> p.ascii("]NNs.")),
    KEY_IS_A_LIST("a key of a dict", p -> p.ascii("}]Ns.")),
    CALLS_A_NUMBER("something else than a function", p -> p.ascii("K").bytes(1).ascii(")R.")),
    NO_DICT("no dict of tensors", p -> p.ascii("].")),
    NO_TENSORS(
        "there are no tensors by name",
        p -> p.ascii("}").text("epoch").ascii("K").bytes(3).ascii("s.")),
    ATTRIBUTES_OF_A_NUMBER("has none", p -> p.ascii("K").bytes(1).ascii("}b.")),
    NEWER_PROTOCOL("protocol 9", p -> p.bytes(0x80, 9).ascii("}.")),
    MISSING_STORAGE("`data/../../x` is missing", p -> named(p).storage("../../x", 4).ascii("s.")),
    SHORT_STORAGE("less than its 5 elements", p -> named(p).storage("0", 5).ascii("s.")),
    ENDLESS_STORAGE(
        "less than its 9223372036854775807",
        p -> named(p).storage("0", Long.MAX_VALUE).ascii("s.")),
    NEGATIVE_STORAGE("less than its -1", p -> named(p).storage("0", -1).ascii("s.")),
    BEYOND_THE_STORAGE(
        "reaches beyond its storage", p -> named(p).matrix("0", 4, 1, 2, 2, 2, 1).ascii("s.")),
    FAR_BEYOND(
        "reaches beyond its storage",
        p -> named(p).matrix("0", 4, 0, 2, 2, 1L << 40, 1).ascii("s.")),
    TOO_LARGE(
        "is too large", p -> named(p).matrix("0", 4, 0, 1L << 40, 1L << 40, 0, 0).ascii("s.")),
    STRIDE_TOO_LARGE(
        "is too large",
        p -> named(p).matrix("0", 4, 0, 3, 3, Long.MAX_VALUE, Long.MAX_VALUE).ascii("s.")),
    NEGATIVE_STRIDE(
        "not used as PyTorch uses it", p -> named(p).matrix("0", 4, 3, 2, 2, -1, 1).ascii("s.")),
    NEGATIVE_OFFSET(
        "not used as PyTorch uses it", p -> named(p).matrix("0", 4, -1, 1, 1, 1, 1).ascii("s."));

    private final String message;
    private final UnaryOperator<Pickles> content;

    Hostile(String message, UnaryOperator<Pickles> content) {
      this.message = message;
      this.content = content;
    }

    private static Pickles named(Pickles pickle) {
      return pickle.ascii("}").text("w");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHostilePickleIsRefusedBySayingWhy(Hostile hostile) throws IOException {
    Path file =
        hostile.content.apply(Pickles.protocol2()).record("data/0", new byte[16]).write(folder);
    assertRefused(file, hostile.message);
  }

  private static void assertRefused(Path file, String message) {
    assertThatThrownBy(() -> WeightTable.read(file))
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageContaining(file.getFileName().toString())
        .hasMessageContaining(message);
  }

  @Test
  void aGoodOneOfTheSameKindIsRead() throws IOException {
    Path file =
        Pickles.protocol2()
            .ascii("}")
            .text("w")
            .matrix("0", 4, 0, 2, 2, 2, 1)
            .ascii("s.")
            .record("data/0", new byte[16])
            .write(folder);
    assertThat(WeightTable.read(file).tensor("w").shape()).containsExactly(2L, 2L);
  }

  /** What costs one byte in a file must not cost much more than that here. */
  @ParameterizedTest
  @CsvSource({"], 3000000", "}, 3000000", "(, 3000000", "2, 4000000", "N, 6000000"})
  void manySmallInstructionsEndInTime(String instruction, int times) throws IOException {
    Path file = Pickles.protocol2().ascii("N" + instruction.repeat(times)).write(folder);
    assertRefused(file, times > 5_000_000 ? "more than 5,000,000" : "ends too early");
  }

  @Test
  void deepNestingNeedsNoStack() throws IOException {
    Pickles pickle = Pickles.protocol2().ascii("}").text("model").ascii("}").text("deep");
    pickle.ascii("]".repeat(1_000_000) + "a".repeat(999_999)).ascii("s");
    Path file = pickle.ascii("s.").write(folder);
    assertRefused(file, "there are no tensors by name");
  }

  /** A billion laughs: each list holds the one before it ten times. */
  @Test
  void whatIsSharedIsNotMultiplied() throws IOException {
    Pickles pickle = Pickles.protocol2().ascii("}").text("model").ascii("}").text("lol");
    pickle.ascii("]").ascii("q").bytes(0);
    for (int i = 1; i < 200; i++) {
      pickle.ascii("0](");
      for (int j = 0; j < 10; j++) {
        pickle.ascii("h").bytes(i - 1);
      }
      pickle.ascii("eq").bytes(i);
    }
    assertRefused(pickle.ascii("ss.").write(folder), "there are no tensors by name");
  }

  /** Pairs are written once, and dicts are made of them a million times. */
  @Test
  void pairsAreNotMultiplied() throws IOException {
    Pickles pickle = Pickles.protocol2().global("collections", "OrderedDict").ascii("q").bytes(0);
    pickle.ascii("](").ascii("(").text("a").ascii("Nt").ascii("2".repeat(1000)).ascii("e");
    pickle.bytes(0x85).ascii("q").bytes(1);
    for (int i = 0; i < 100_000; i++) {
      pickle.ascii("h").bytes(0).ascii("h").bytes(1).ascii("R");
    }
    assertRefused(pickle.ascii(".").write(folder), "its dicts have more than 5,000,000 entries");
  }

  @Test
  void keysOfOneHashAreNoDelay() throws IOException {
    Pickles pickle = Pickles.protocol2().ascii("}(");
    for (int i = 0; i < 1 << 16; i++) {
      StringBuilder key = new StringBuilder();
      for (int bit = 0; bit < 16; bit++) {
        key.append(((i >> bit) & 1) == 0 ? "Aa" : "BB");
      }
      pickle.text(key.toString()).ascii("N");
    }
    assertRefused(pickle.ascii("u.").write(folder), "there are no tensors by name");
  }

  @Test
  void aFileThatIsCutOffAnywhereIsRefused() throws Exception {
    byte[] whole =
        Files.readAllBytes(
            Path.of(HostileFilesTest.class.getResource("torch/state-dict.pth").toURI()));
    Path file = folder.resolve("cut.pth");
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertRefused(file, "");
    }
  }

  @Test
  void aFlippedByteIsASentenceOrAnotherTensor() throws Exception {
    byte[] whole =
        Files.readAllBytes(Path.of(HostileFilesTest.class.getResource("torch/small.pth").toURI()));
    Path file = folder.resolve("flipped.pth");
    int read = 0;
    for (int i = 0; i < whole.length; i += 3) {
      byte[] bytes = whole.clone();
      bytes[i] ^= (byte) 0x11;
      Files.write(file, bytes);
      try {
        read += WeightTable.read(file).tensors().size();
      } catch (WeightsFormatException refused) {
        assertThat(refused.problem()).isNotEmpty();
      }
    }
    assertThat(read).isPositive();
  }

  @Test
  void aZipBombIsNotUnpacked() throws IOException {
    Path file = folder.resolve("bomb.pth");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("archive/data.pkl"));
      zip.write(new byte[50_000_000]);
      zip.closeEntry();
    }
    assertThat(Files.size(file)).isLessThan(100_000);
    assertRefused(file, "the record `archive/data.pkl` is compressed");
  }

  @ParameterizedTest
  @CsvSource({"../../etc/passwd", "/etc/passwd", "archive/../../x", "a\\b"})
  void aRecordWithAPathOutOfTheArchiveIsRefused(String name) throws IOException {
    Path file = folder.resolve("escape.pth");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      Pickles.stored(zip, "archive/data.pkl", new byte[] {'}', '.'});
      Pickles.stored(zip, name, new byte[3]);
    }
    assertRefused(file, "a path that leads out of the archive");
  }

  @ParameterizedTest
  @CsvSource({
    "10, 0xffff, its table of contents",
    "12, 0x7fffffff, its table of contents",
    "16, 0x7fffffff, its table of contents"
  })
  void aLyingTableOfContentsIsRefused(int offset, int value, String message) throws IOException {
    Path file = Pickles.protocol2().ascii("}.").write(folder);
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length - 22 + offset, value);
    Files.write(file, bytes);
    assertRefused(file, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "legacy.pth | 800289 | before 1.6",
        "text.pth | 68656c6c6f | neither a safetensors file nor one of",
        "empty.pt | '' | it is empty",
        "x.safetensors | 00 | it has only 1 bytes"
      })
  void otherFilesAreNamedForWhatTheyAre(String name, String hex, String message)
      throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, java.util.HexFormat.of().parseHex(hex));
    assertRefused(file, message);
  }

  @Test
  void aProgramOfTorchScriptIsNamed() throws IOException {
    Path file = Pickles.protocol2().ascii("}.").record("constants.pkl", new byte[3]).write(folder);
    assertRefused(file, "TorchScript");
  }

  @Test
  void aDistributedCheckpointIsToldHowToBeConverted() throws IOException {
    Files.createFile(folder.resolve(".metadata"));
    Files.createFile(folder.resolve("__0_0.distcp"));
    assertRefused(folder, "python -m torch.distributed.checkpoint.format_utils dcp_to_torch");
  }

  /** The elements lie beyond 4 GiB of nothing; only their place is read. */
  @Test
  void hugeFilesAreReadWhereItMatters() throws IOException {
    Path file = folder.resolve("huge.safetensors");
    long gap = 5L << 30;
    String header =
        "{\"gap\":{\"dtype\":\"U8\",\"shape\":[%d],\"data_offsets\":[0,%d]},\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[%d,%d]}}"
            .formatted(gap, gap, gap, gap + 8);
    ByteBuffer start = ByteBuffer.allocate(8 + header.length()).order(ByteOrder.LITTLE_ENDIAN);
    start.putLong(header.length()).put(header.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE)) {
      channel.write(start.flip(), 0);
      channel.write(ByteBuffer.allocate(8), 8 + header.length() + gap);
    }
    StoredTensor tensor = WeightTable.read(file).tensor("w");
    assertThat(tensor.bytes().position()).isEqualTo(8 + header.length() + gap);
  }
}
