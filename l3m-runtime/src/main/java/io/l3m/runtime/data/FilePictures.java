// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import io.l3m.runtime.codec.ImageDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * Pictures in files of their own. Files that take {@value #SMALL_MIB} MiB or less together are
 * decoded once and kept in memory, as far as the data sets' part of the heap goes; larger ones are
 * read from the disk each time.
 */
final class FilePictures implements Pictures {

  private static final int SMALL_MIB = 16;

  private final int size;
  private final IntFunction<Path> files;
  private final IntUnaryOperator targets;
  private final PictureCache cache;

  private FilePictures(
      int size, IntFunction<Path> files, IntUnaryOperator targets, PictureCache cache) {
    this.size = size;
    this.files = files;
    this.targets = targets;
    this.cache = cache;
  }

  /** The files of a listing. */
  static FilePictures of(ImageListing listing) {
    boolean small = listing.bytes() <= (long) SMALL_MIB << 20;
    PictureCache cache =
        small ? PictureCache.of(listing.size(), Allowance.OF_HEAP) : PictureCache.none();
    return new FilePictures(listing.size(), listing::file, listing::target, cache);
  }

  /** Files that are too many to be kept in memory. */
  static FilePictures of(int size, IntFunction<Path> files, IntUnaryOperator targets) {
    return new FilePictures(size, files, targets, PictureCache.none());
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Picture read(int index) throws IOException {
    Optional<Picture> known = cache.get(index);
    if (known.isPresent()) {
      return known.get();
    }
    Picture picture = decode(files.apply(index));
    cache.put(index, picture);
    return picture;
  }

  /**
   * Reads a file.
   *
   * @throws DataException if its folder is gone: other pictures in place of so many would be
   *     another training
   */
  private static Picture decode(Path file) throws IOException {
    try {
      return Picture.of(ImageDecoder.read(file));
    } catch (IOException e) {
      Path folder = file.getParent();
      if (folder != null && !Files.isDirectory(folder)) {
        throw new DataException(
            "The folder `%s` is gone, which had images when the run began".formatted(folder), e);
      }
      throw e;
    }
  }

  @Override
  public int target(int index) {
    return targets.applyAsInt(index);
  }

  @Override
  public String describe(int index) {
    return "`" + files.apply(index) + "`";
  }
}
