// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Texts, each of them padded or cut to one length: of a path, or, without one, the training lines
 * of WikiText-103, which the original reads, as an earlier download left them on this machine. To
 * learn from text without padding, take {@code PackedTextDataset}.
 */
public final class SimpleTextDataset implements Dataset<TextSample> {

  private static final String HUB_NAME = "Salesforce/wikitext";
  private static final String HUB_CONFIG = "wikitext-103-v1";

  private final String name;
  private final Tokenizer tokenizer;
  private final CompletableFuture<ByteStore> texts;

  private SimpleTextDataset(String name, Tokenizer tokenizer, TextFiles files) {
    this.name = name;
    this.tokenizer = tokenizer;
    this.texts = CompletableFuture.supplyAsync(() -> read(files), SimpleTextDataset::run);
  }

  private static void run(Runnable task) {
    Thread thread = new Thread(task, "texts");
    thread.setDaemon(true);
    thread.start();
  }

  private static ByteStore read(TextFiles files) {
    ByteStore store = new ByteStore(Allowance.OF_HEAP);
    files.forEach(text -> {
      try {
        store.add(text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new DataException("Cannot keep the text on the disk: " + e.getMessage(), e);
      }
    });
    return store;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The number of texts.
   *
   * @throws DataException if the files cannot be read or hold no text
   */
  @Override
  public long size() {
    int count = texts().size();
    if (count == 0) {
      throw new DataException("There is no text in `" + name + "`");
    }
    return count;
  }

  @Override
  public TextSample get(long index, RandomGenerator random) {
    String text = new String(texts().get((int) index), StandardCharsets.UTF_8);
    return new TextSample(tokenizer.encode(text));
  }

  @Override
  public String describe(long index) {
    return "text %d of `%s`".formatted(index, name);
  }

  private ByteStore texts() {
    try {
      return texts.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof DataException known) {
        throw new DataException(String.valueOf(known.getMessage()), known);
      }
      throw e;
    }
  }

  /** The files of the hub's data set. */
  static TextFiles downloaded(Map<String, String> environment, String column) {
    HubCache cache = HubCache.of(environment);
    return cache
        .dataset(HUB_NAME)
        .map(snapshot -> ImageTextSource.parquetIn(snapshot.resolve(HUB_CONFIG), "train"))
        .map(files -> TextFiles.of(files, column))
        .orElseThrow(() ->
            new DataException(
                ("The data set `%s` is not in `%s`. l3m does not download: fetch it with `hf"
                        + " download --repo-type dataset %s`, or set `path` to text of your own")
                    .formatted(HUB_NAME, cache.folder(), HUB_NAME)));
  }

  /** The parameters of {@code SimpleTextDataset}. */
  public static final class Builder {

    private String path = "";
    private String textColumn = "text";
    private @Nullable Tokenizer tokenizer;

    private Builder() {}

    /** What makes ids of the text; required. */
    @CanIgnoreReturnValue
    public Builder tokenizer(Tokenizer value) {
      tokenizer = value;
      return this;
    }

    /** A text or Parquet file, a folder of such files, or a pattern; default the hub's data set. */
    @CanIgnoreReturnValue
    public Builder path(String value) {
      path = value;
      return this;
    }

    /** The column of Parquet files that holds the text; default {@code text}. */
    @CanIgnoreReturnValue
    public Builder textColumn(String value) {
      textColumn = value;
      return this;
    }

    /**
     * Finds the files and begins to read them.
     *
     * @throws DataException if there are no such files
     */
    public SimpleTextDataset build() {
      if (tokenizer == null) {
        throw new IllegalArgumentException("`tokenizer` is missing");
      }
      TextFiles files =
          path.isEmpty() ? downloaded(System.getenv(), textColumn) : TextFiles.of(path, textColumn);
      return new SimpleTextDataset(path.isEmpty() ? HUB_NAME : path, tokenizer, files);
    }
  }
}
