// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Images in folders named after their classes. Classes are numbered, and samples ordered, as the
 * original does it: by code points, classes first, then folders, then files. Small folders are
 * decoded once and kept in memory.
 */
public final class CustomImageFolder implements Dataset<LabelledImage> {

  private final List<String> classes;
  private final ClassifiedImages images;

  private CustomImageFolder(List<String> classes, ClassifiedImages images) {
    this.classes = classes;
    this.images = images;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder(FolderClasses.LISTED);
  }

  /** The names of the classes; their places are their numbers. */
  public List<String> classes() {
    return classes;
  }

  @Override
  public long size() {
    return images.size();
  }

  @Override
  public LabelledImage get(long index, RandomGenerator random) throws IOException {
    return images.get(index, random);
  }

  @Override
  public String describe(long index) {
    return images.describe(index);
  }

  /** The parameters of {@code CustomImageFolder} and of the data sets that are laid out like it. */
  public static final class Builder {

    private final FolderClasses classes;
    private final ClassifiedImages.Settings settings = new ClassifiedImages.Settings();
    private String root = "";

    Builder(FolderClasses classes) {
      this.classes = classes;
    }

    /** The folder that holds one folder for each class; required. */
    @CanIgnoreReturnValue
    public Builder root(String value) {
      root = value;
      return this;
    }

    /** The steps from a picture to numbers; they have to end in {@code ToTensor}. */
    @CanIgnoreReturnValue
    public Builder transform(Transform value) {
      settings.transform = value;
      return this;
    }

    /** What becomes of the class number; default an integer scalar. */
    @CanIgnoreReturnValue
    public Builder targetTransform(TargetTransform value) {
      settings.targetTransform = value;
      return this;
    }

    /** What to do about an unreadable file; default {@link OnError#SKIP}. */
    @CanIgnoreReturnValue
    public Builder onError(OnError value) {
      settings.onError = value;
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
      ImageListing listing = ImageListing.of(Path.of(root), classes);
      return new CustomImageFolder(
          listing.classes(), new ClassifiedImages(FilePictures.of(listing), settings));
    }
  }
}
