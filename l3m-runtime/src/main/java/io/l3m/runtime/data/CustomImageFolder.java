// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Images in folders named after their classes. Classes are numbered, and samples ordered, as the
 * original does it: by code points, classes first, then folders, then files.
 *
 * <p>A folder whose files take {@value #SMALL_MIB} MiB or less is decoded once and kept in memory,
 * as far as an eighth of the heap goes; larger ones are read from the disk each time.
 */
public final class CustomImageFolder implements Dataset<LabelledImage> {

  private static final Logger LOG = System.getLogger(CustomImageFolder.class.getName());
  private static final int SMALL_MIB = 16;

  /** After so many unreadable files in a row something else must be wrong, as in the original. */
  private static final int MOST_ATTEMPTS = 100;

  private final Path root;
  private final Transform transform;
  private final TargetTransform targetTransform;
  private final OnError onError;
  private final ImageListing listing;
  private final PictureCache cache;

  private CustomImageFolder(Builder builder) {
    this.root = Path.of(builder.root);
    this.transform = builder.transform;
    this.targetTransform = builder.targetTransform;
    this.onError = builder.onError;
    this.listing = ImageListing.of(root);
    boolean small = listing.bytes() <= (long) SMALL_MIB << 20;
    this.cache = PictureCache.of(listing.size(), small ? Runtime.getRuntime().maxMemory() / 8 : 0);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The names of the classes; their places are their numbers. */
  public List<String> classes() {
    return listing.classes();
  }

  @Override
  public long size() {
    return listing.size();
  }

  @Override
  public LabelledImage get(long index, RandomGenerator random) throws IOException {
    int readable = (int) index;
    Picture picture;
    try {
      picture = read(readable);
    } catch (IOException e) {
      if (onError == OnError.FAIL) {
        throw e;
      }
      readable = replacement(readable, e, random);
      picture = read(readable);
    }
    Frame frame = transform.apply(picture, random);
    if (!(frame instanceof FloatArray image)) {
      throw new IllegalArgumentException(
          "the transforms end in a picture; put `ToTensor` at their end");
    }
    return new LabelledImage(image, targetTransform.apply(listing.target(readable)));
  }

  @Override
  public String describe(long index) {
    return "`" + listing.file((int) index) + "`";
  }

  private Picture read(int index) throws IOException {
    Optional<Picture> known = cache.get(index);
    if (known.isPresent()) {
      return known.get();
    }
    Picture picture = ImageDecoder.read(listing.file(index));
    cache.put(index, picture);
    return picture;
  }

  /** A sample that can be read; which one depends on the sample to replace and the seed alone. */
  private int replacement(int index, IOException failure, RandomGenerator random)
      throws IOException {
    IOException last = failure;
    int failed = index;
    for (int attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
      int other = random.nextInt(listing.size());
      LOG.log(
          Level.WARNING,
          "{0}; sample {1} is read in place of sample {2}",
          last.getMessage(),
          Integer.toString(other),
          Integer.toString(failed));
      try {
        Picture unused = read(other);
        return other;
      } catch (IOException e) {
        last = e;
        failed = other;
      }
    }
    throw new IOException(
        "%d images in a row cannot be read below `%s`; the last: %s"
            .formatted(MOST_ATTEMPTS, root, last.getMessage()),
        last);
  }

  /** The parameters of {@code CustomImageFolder}. */
  public static final class Builder {

    private String root = "";
    private Transform transform = (frame, random) -> frame;
    private TargetTransform targetTransform = LongArray::scalar;
    private OnError onError = OnError.SKIP;

    private Builder() {}

    /** The folder that holds one folder for each class; required. */
    @CanIgnoreReturnValue
    public Builder root(String value) {
      root = value;
      return this;
    }

    /** The steps from a picture to numbers; they have to end in {@code ToTensor}. */
    @CanIgnoreReturnValue
    public Builder transform(Transform value) {
      transform = value;
      return this;
    }

    /** What becomes of the class number; default an integer scalar. */
    @CanIgnoreReturnValue
    public Builder targetTransform(TargetTransform value) {
      targetTransform = value;
      return this;
    }

    /** What to do about an unreadable file; default {@link OnError#SKIP}. */
    @CanIgnoreReturnValue
    public Builder onError(OnError value) {
      onError = value;
      return this;
    }

    /**
     * Lists the folder.
     *
     * @throws DataException if the folder is missing, has no classes, or a class has no image
     */
    public CustomImageFolder build() {
      if (root.isEmpty()) {
        throw new IllegalArgumentException("`root` is missing; name the folder of the images");
      }
      return new CustomImageFolder(this);
    }
  }
}
