// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import io.l3m.runtime.codec.ImageDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of pictures and texts with the steps that make samples of them. The files are read by a
 * thread of their own; whoever asks for the size or a sample waits for it.
 */
final class ImageTextSource {

  /** Below so many bytes decoded pictures are kept. */
  private static final long SMALL = 16L << 20;

  /** What a builder collects. */
  static final class Settings {
    @Nullable Transform transforms;
    @Nullable Tokenizer tokenizer;
    String imageColumn = "image";
    String textColumn = "text";
    Optional<String> labelColumn = Optional.empty();
    OnError onError = OnError.FAIL;
  }

  /** A sample before it is put into a record. */
  record Sample(int row, FloatArray image, LongArray text) {}

  private record Loaded(ImageTextRows rows, PictureCache cache) {}

  private final Transform transforms;
  private final Tokenizer tokenizer;
  private final OnError onError;
  private final CompletableFuture<Loaded> loading;

  /**
   * Begins to read the files.
   *
   * @throws IllegalArgumentException if the settings lack what is required
   */
  ImageTextSource(List<Path> files, Settings settings) {
    this.transforms = required("transforms", settings.transforms);
    this.tokenizer = required("tokenizer", settings.tokenizer);
    this.onError = settings.onError;
    ImageTextRows.Columns columns =
        new ImageTextRows.Columns(settings.imageColumn, settings.textColumn, settings.labelColumn);
    this.loading = CompletableFuture.supplyAsync(() -> load(files, columns), ImageTextSource::run);
  }

  private static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("`" + name + "` is missing");
    }
    return value;
  }

  private static void run(Runnable task) {
    Thread thread = new Thread(task, "rows");
    thread.setDaemon(true);
    thread.start();
  }

  private static Loaded load(List<Path> files, ImageTextRows.Columns columns) {
    ImageTextRows rows = ImageTextRows.read(files, columns);
    boolean small = rows.bytes() <= SMALL;
    return new Loaded(
        rows, small ? PictureCache.of(rows.size(), Allowance.OF_HEAP) : PictureCache.none());
  }

  /**
   * The Parquet files of a path: a file, or all in a folder, in the order of their names.
   *
   * @throws DataException if there are none
   */
  static List<Path> files(String path) {
    Path place = Path.of(path);
    if (Files.isRegularFile(place)) {
      return List.of(place);
    }
    if (!Files.isDirectory(place)) {
      throw DataException.missing(
          "file or folder", place, "put Parquet files there, or set `path` to where they are");
    }
    return parquetIn(place, "");
  }

  /** The Parquet files of a folder whose names begin with a prefix. */
  static List<Path> parquetIn(Path folder, String prefix) {
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files =
          new ArrayList<>(
              entries
                  .filter(entry -> {
                    String name = String.valueOf(entry.getFileName());
                    return name.startsWith(prefix) && name.endsWith(".parquet");
                  })
                  .toList());
    } catch (IOException e) {
      throw new DataException("Cannot list `" + folder + "`: " + e.getMessage(), e);
    }
    if (files.isEmpty()) {
      throw new DataException(
          "The folder `%s` holds no file `%s*.parquet`".formatted(folder, prefix));
    }
    files.sort((a, b) -> CodePointOrder.INSTANCE.compare(a.toString(), b.toString()));
    return List.copyOf(files);
  }

  private Loaded loaded() {
    try {
      return loading.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof DataException known) {
        throw new DataException(String.valueOf(known.getMessage()), known);
      }
      throw e;
    }
  }

  long size() {
    return loaded().rows().size();
  }

  String describe(long index) {
    return loaded().rows().describe((int) index);
  }

  /** The class of a row. */
  long label(int row) {
    return loaded().rows().label(row);
  }

  Sample get(long index, RandomGenerator random) throws IOException {
    Loaded loaded = loaded();
    Substitution.Found<Told> found =
        Substitution.read(
            (int) index, loaded.rows().size(), onError, random, row -> told(loaded, row));
    return new Sample(
        found.index(),
        transforms.numbers(found.value().picture(), random),
        tokenizer.encode(found.value().text()));
  }

  private record Told(Picture picture, String text) {}

  private static Told told(Loaded loaded, int row) throws IOException {
    String text = loaded.rows().text(row);
    Optional<Picture> known = loaded.cache().get(row);
    if (known.isPresent()) {
      return new Told(known.get(), text);
    }
    try {
      Picture picture = Picture.of(ImageDecoder.decode(loaded.rows().image(row)));
      loaded.cache().put(row, picture);
      return new Told(picture, text);
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          "cannot decode the image in %s: %s"
              .formatted(loaded.rows().describe(row), Objects.toString(e.getMessage(), "" + e)),
          e);
    }
  }
}
