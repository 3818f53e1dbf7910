// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import io.l3m.pickle.PickleFault;
import io.l3m.pickle.PickleMachine;
import io.l3m.pickle.PickleValue.Dict;
import io.l3m.pickle.PickleValue.Items;
import io.l3m.pickle.PickleValue.Whole;
import io.l3m.runtime.data.NumpyNames.Content;
import io.l3m.runtime.data.NumpyNames.NumpyArray;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The pictures of CIFAR (Krizhevsky 2009), 32 x 32 pixels each, from its Python files, whose
 * pickles are read without executing anything, or from its binary files: bytes of all red, then
 * green, then blue pixels. All are kept in memory.
 */
final class Cifar implements Pictures {

  private static final int SIDE = 32;
  private static final int PIXELS = SIDE * SIDE;
  private static final int BYTES = 3 * PIXELS;

  /**
   * What tells the two sets apart.
   *
   * @param pythonFolder where the pickles lie below the root
   * @param binaryFolder where the binary files lie below the root
   * @param labels the key of the classes in a pickle
   * @param labelBytes how many bytes stand before a picture in a binary file; the last is the class
   */
  private record Kind(
      String name, String pythonFolder, String binaryFolder, String labels, int labelBytes) {

    static final Kind TEN =
        new Kind("cifar-10", "cifar-10-batches-py", "cifar-10-batches-bin", "labels", 1);
    static final Kind HUNDRED =
        new Kind("cifar-100", "cifar-100-python", "cifar-100-binary", "fine_labels", 2);

    List<String> files(boolean train) {
      if (equals(HUNDRED)) {
        return List.of(train ? "train" : "test");
      }
      return train
          ? IntStream.rangeClosed(1, 5).mapToObj(i -> "data_batch_" + i).toList()
          : List.of("test_batch");
    }
  }

  private final List<byte[]> planes = new ArrayList<>();
  private final List<Integer> targets = new ArrayList<>();
  private final List<String> places = new ArrayList<>();

  private Cifar() {}

  /** Reads the training images of CIFAR-10 with {@code split} train, or else the others. */
  static Pictures ten(Path root, String split) {
    return read(Kind.TEN, root, split.equals("train"));
  }

  /** Reads the training images of CIFAR-100 with {@code split} train, or else the others. */
  static Pictures hundred(Path root, String split) {
    return read(Kind.HUNDRED, root, split.equals("train"));
  }

  private static Cifar read(Kind kind, Path root, boolean train) {
    Path python = root.resolve(kind.pythonFolder());
    Path binary = root.resolve(kind.binaryFolder());
    Cifar pictures = new Cifar();
    if (Files.isDirectory(python)) {
      kind.files(train).forEach(name -> pictures.add(python.resolve(name), kind, true));
    } else if (Files.isDirectory(binary)) {
      kind.files(train).forEach(name -> pictures.add(binary.resolve(name + ".bin"), kind, false));
    } else {
      throw new DataException(
          ("There is neither `%s` nor `%s`. l3m does not download: unpack `%s-python.tar.gz` of"
                  + " https://www.cs.toronto.edu/~kriz/cifar.html in `%s`, or set `root`")
              .formatted(python, binary, kind.name(), root));
    }
    return pictures;
  }

  private void add(Path file, Kind kind, boolean python) {
    try {
      byte[] content = Files.readAllBytes(file);
      if (python) {
        addPickle(file, kind, content);
      } else {
        addRecords(file, kind, content);
      }
    } catch (IOException | PickleFault | IllegalArgumentException e) {
      throw new DataException("Cannot read `%s`: %s".formatted(file, e.getMessage()), e);
    }
  }

  private void addPickle(Path file, Kind kind, byte[] pickle) throws PickleFault {
    if (!(PickleMachine.read(pickle, new NumpyNames()) instanceof Dict(var batch))
        || !(batch.get("data") instanceof NumpyArray data)
        || !(batch.get(kind.labels()) instanceof Items(var labels))) {
      throw new IllegalArgumentException(
          "it is no batch with `data` and `%s`".formatted(kind.labels()));
    }
    Content content =
        data.content().orElseThrow(() -> new IllegalArgumentException("`data` is never filled"));
    byte[] bytes = content.latin1().getBytes(StandardCharsets.ISO_8859_1);
    if (!content.dtype().endsWith("u1") || bytes.length != (long) labels.size() * BYTES) {
      throw new IllegalArgumentException(
          "`data` is %s of %s for %d classes; it should be u1 of [n, %d]"
              .formatted(content.dtype(), content.shape(), labels.size(), BYTES));
    }
    for (int i = 0; i < labels.size(); i++) {
      if (!(labels.get(i) instanceof Whole(long label))) {
        throw new IllegalArgumentException("the class of picture " + i + " is no number");
      }
      add(file, i, (int) label, bytes, i * BYTES);
    }
  }

  private void addRecords(Path file, Kind kind, byte[] content) {
    int length = kind.labelBytes() + BYTES;
    if (content.length == 0 || content.length % length != 0) {
      throw new IllegalArgumentException(
          "it has %d bytes, no multiple of %d".formatted(content.length, length));
    }
    for (int i = 0; i < content.length / length; i++) {
      int first = i * length + kind.labelBytes();
      add(file, i, content[first - 1] & 0xff, content, first);
    }
  }

  private void add(Path file, int number, int target, byte[] source, int first) {
    byte[] rgb = new byte[BYTES];
    for (int i = 0; i < PIXELS; i++) {
      rgb[3 * i] = source[first + i];
      rgb[3 * i + 1] = source[first + PIXELS + i];
      rgb[3 * i + 2] = source[first + 2 * PIXELS + i];
    }
    planes.add(rgb);
    targets.add(target);
    places.add(number == 0 ? file.toString() : places.getLast());
  }

  @Override
  public int size() {
    return planes.size();
  }

  @Override
  public Picture read(int index) {
    return Picture.of(SIDE, SIDE, planes.get(index));
  }

  @Override
  public int target(int index) {
    return targets.get(index);
  }

  @Override
  public String describe(int index) {
    String file = places.get(index);
    int first = index;
    while (first > 0 && places.get(first - 1).equals(file)) {
      first--;
    }
    return "picture %d of `%s`".formatted(index - first, file);
  }
}
