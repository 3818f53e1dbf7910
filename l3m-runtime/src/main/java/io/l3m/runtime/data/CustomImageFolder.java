// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
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

  private static final int SMALL_MIB = 16;

  private final Transform transform;
  private final TargetTransform targetTransform;
  private final OnError onError;
  private final ImageListing listing;
  private final PictureCache cache;

  private CustomImageFolder(Builder builder) {
    this.transform = builder.transform;
    this.targetTransform = builder.targetTransform;
    this.onError = builder.onError;
    this.listing = ImageListing.of(Path.of(builder.root));
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
    Substitution.Found<Picture> found =
        Substitution.read((int) index, listing.size(), onError, random, this::read);
    return new LabelledImage(
        transform.numbers(found.value(), random),
        targetTransform.apply(listing.target(found.index())));
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
