// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Pictures with a description each, from Parquet files: of a path, or, without one, the training
 * part of {@value #HUB_NAME}, which the original reads, as an earlier download left it on this
 * machine. Gray pictures and those with alpha become RGB.
 */
public final class SimpleImageTextDataset implements Dataset<ImageText> {

  private static final String HUB_NAME = "sezenkarakus/image-description-dataset-v2";

  private final ImageTextSource source;

  private SimpleImageTextDataset(ImageTextSource source) {
    this.source = source;
  }

  /** Starts a description. */
  public static Builder<ImageText> builder() {
    return new Builder<>(new Settings(), Function.identity());
  }

  @Override
  public long size() {
    return source.size();
  }

  @Override
  public ImageText get(long index, RandomGenerator random) throws IOException {
    ImageTextSource.Sample sample = source.get(index, random);
    return new ImageText(sample.image(), sample.text());
  }

  @Override
  public String describe(long index) {
    return source.describe(index);
  }

  /** The Parquet files of the hub's data set. */
  static List<Path> downloaded(Map<String, String> environment) {
    HubCache cache = HubCache.of(environment);
    return cache
        .dataset(HUB_NAME)
        .map(snapshot -> ImageTextSource.parquetIn(snapshot.resolve("data"), "train"))
        .orElseThrow(() ->
            new DataException(
                ("The data set `%s` is not in `%s`. l3m does not download: fetch it with `hf"
                        + " download --repo-type dataset %s`, or set `path` to Parquet files of"
                        + " your own")
                    .formatted(HUB_NAME, cache.folder(), HUB_NAME)));
  }

  private static final class Settings {
    private final ImageTextSource.Settings common = new ImageTextSource.Settings();
    private String path = "";
  }

  /**
   * The parameters of {@code SimpleImageTextDataset}.
   *
   * @param <S> a sample, which generators may add to
   */
  public static final class Builder<S> {

    private final Settings settings;
    private final Function<Dataset<ImageText>, Dataset<S>> finish;

    private Builder(Settings settings, Function<Dataset<ImageText>, Dataset<S>> finish) {
      this.settings = settings;
      this.finish = finish;
    }

    /** The steps from a picture to numbers; required. */
    @CanIgnoreReturnValue
    public Builder<S> transforms(Transform value) {
      settings.common.transforms = value;
      return this;
    }

    /** What makes ids of the text; required. */
    @CanIgnoreReturnValue
    public Builder<S> tokenizer(Tokenizer value) {
      settings.common.tokenizer = value;
      return this;
    }

    /** A Parquet file or a folder of such files; default the data set of the hub. */
    @CanIgnoreReturnValue
    public Builder<S> path(String value) {
      settings.path = value;
      return this;
    }

    /** The column of the pictures; default {@code image}. */
    @CanIgnoreReturnValue
    public Builder<S> imageColumn(String value) {
      settings.common.imageColumn = value;
      return this;
    }

    /** The column of the descriptions; default {@code text}. */
    @CanIgnoreReturnValue
    public Builder<S> textColumn(String value) {
      settings.common.textColumn = value;
      return this;
    }

    /** What to do about a row that cannot be read; default {@link OnError#FAIL}. */
    @CanIgnoreReturnValue
    public Builder<S> onError(OnError value) {
      settings.common.onError = value;
      return this;
    }

    /** What each sample gets besides. Go on with the builder that this returns. */
    public Builder<Generated<ImageText>> generators(MaskGenerator... values) {
      return new Builder<>(
          settings,
          base -> DatasetWithGenerator.builder().baseDataset(base).generators(values).build());
    }

    /**
     * Finds the files and begins to read them.
     *
     * @throws DataException if there are no such files
     */
    public Dataset<S> build() {
      List<Path> files =
          settings.path.isEmpty()
              ? downloaded(System.getenv())
              : ImageTextSource.files(settings.path);
      return finish.apply(new SimpleImageTextDataset(new ImageTextSource(files, settings.common)));
    }
  }
}
