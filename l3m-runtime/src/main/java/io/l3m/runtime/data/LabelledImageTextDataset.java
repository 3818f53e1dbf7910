// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Pictures with a description and a class each, from Parquet files: what zero-shot evaluation
 * beside a contrastive loss asks for.
 */
public final class LabelledImageTextDataset implements Dataset<ImageTextTarget> {

  private final ImageTextSource source;
  private final TargetTransform targetTransform;

  private LabelledImageTextDataset(ImageTextSource source, TargetTransform targetTransform) {
    this.source = source;
    this.targetTransform = targetTransform;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public long size() {
    return source.size();
  }

  @Override
  public ImageTextTarget get(long index, RandomGenerator random) throws IOException {
    ImageTextSource.Sample sample = source.get(index, random);
    int target = Math.toIntExact(source.label(sample.row()));
    return new ImageTextTarget(sample.image(), sample.text(), targetTransform.apply(target));
  }

  @Override
  public String describe(long index) {
    return source.describe(index);
  }

  /** The parameters of {@code LabelledImageTextDataset}. */
  public static final class Builder {

    private final ImageTextSource.Settings settings = new ImageTextSource.Settings();
    private String path = "";
    private String labelColumn = "label";
    private TargetTransform targetTransform = LongArray::scalar;

    private Builder() {}

    /** A Parquet file or a folder of such files; required. */
    @CanIgnoreReturnValue
    public Builder path(String value) {
      path = value;
      return this;
    }

    /** The steps from a picture to numbers; required. */
    @CanIgnoreReturnValue
    public Builder transforms(Transform value) {
      settings.transforms = value;
      return this;
    }

    /** What makes ids of the text; required. */
    @CanIgnoreReturnValue
    public Builder tokenizer(Tokenizer value) {
      settings.tokenizer = value;
      return this;
    }

    /** What becomes of the class number; default an integer scalar. */
    @CanIgnoreReturnValue
    public Builder targetTransform(TargetTransform value) {
      targetTransform = value;
      return this;
    }

    /** The column of the pictures; default {@code image}. */
    @CanIgnoreReturnValue
    public Builder imageColumn(String value) {
      settings.imageColumn = value;
      return this;
    }

    /** The column of the descriptions; default {@code text}. */
    @CanIgnoreReturnValue
    public Builder textColumn(String value) {
      settings.textColumn = value;
      return this;
    }

    /** The column of the class numbers; default {@code label}. */
    @CanIgnoreReturnValue
    public Builder labelColumn(String value) {
      labelColumn = value;
      return this;
    }

    /** What to do about a row that cannot be read; default {@link OnError#FAIL}. */
    @CanIgnoreReturnValue
    public Builder onError(OnError value) {
      settings.onError = value;
      return this;
    }

    /**
     * Finds the files and begins to read them.
     *
     * @throws DataException if there are no such files
     */
    public LabelledImageTextDataset build() {
      if (path.isEmpty()) {
        throw new IllegalArgumentException("`path` is missing; name a Parquet file or a folder");
      }
      settings.labelColumn = Optional.of(labelColumn);
      return new LabelledImageTextDataset(
          new ImageTextSource(ImageTextSource.files(path), settings), targetTransform);
    }
  }
}
