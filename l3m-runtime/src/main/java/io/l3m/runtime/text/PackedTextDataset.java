// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.text;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.data.DataException;
import io.l3m.runtime.data.Dataset;
import io.l3m.runtime.data.LongArray;
import io.l3m.runtime.data.TextFiles;
import io.l3m.runtime.data.TextSample;
import io.l3m.runtime.data.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Windows over one long line of token ids: the documents of all files, one after the other, each
 * ended by the tokenizer's end mark if {@code add_eos_token} is set. Sample {@code i} is {@code
 * ids[i · stride], …, ids[i · stride + window - 1]}.
 *
 * <p>Tokenizing starts in the background when the data set is built and keeps the ids in memory, 4
 * bytes each; {@link #size()} waits for it.
 */
public final class PackedTextDataset implements Dataset<TextSample> {

  /** Documents are encoded in groups of so many characters, by all processors. */
  private static final int GROUP = 1 << 22;

  private final String path;
  private final int window;
  private final long stride;
  private final CompletableFuture<int[]> ids;

  private PackedTextDataset(Builder builder, Tokenizer tokenizer, TextFiles files) {
    this.path = builder.path;
    this.window = Math.toIntExact(builder.window);
    this.stride = builder.stride;
    // A thread of its own, so that the common pool is free to help it.
    this.ids =
        CompletableFuture.supplyAsync(() -> encode(files, tokenizer), PackedTextDataset::run);
  }

  private static void run(Runnable task) {
    Thread thread = new Thread(task, "tokenizer");
    thread.setDaemon(true);
    thread.start();
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The number of windows.
   *
   * @throws DataException if the text cannot be read or is shorter than one window
   */
  @Override
  public long size() {
    long count = ids().length;
    if (count < window) {
      throw new DataException(
          "The text `%s` has %d ids, which do not fill one window of %d; add text or lower `window`"
              .formatted(path, count, window));
    }
    return (count - window) / stride + 1;
  }

  @Override
  public TextSample get(long index, RandomGenerator random) {
    int start = Math.toIntExact(index * stride);
    long[] part = new long[window];
    int[] all = ids();
    for (int i = 0; i < window; i++) {
      part[i] = all[start + i];
    }
    return new TextSample(LongArray.of(part, window));
  }

  @Override
  public String describe(long index) {
    return "ids %d to %d of `%s`".formatted(index * stride, index * stride + window - 1, path);
  }

  /** The number of ids in the whole text. */
  public long tokens() {
    return ids().length;
  }

  private int[] ids() {
    try {
      return ids.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof DataException known) {
        throw new DataException(String.valueOf(known.getMessage()), known);
      }
      throw e;
    }
  }

  private int[] encode(TextFiles files, Tokenizer tokenizer) {
    List<int[]> parts = new ArrayList<>();
    List<String> group = new ArrayList<>();
    int[] characters = {0};
    files.forEach(text -> {
      group.add(text);
      characters[0] += text.length();
      if (characters[0] >= GROUP) {
        parts.addAll(group.parallelStream().map(tokenizer::encodeWhole).toList());
        group.clear();
        characters[0] = 0;
      }
    });
    parts.addAll(group.parallelStream().map(tokenizer::encodeWhole).toList());
    long total = parts.stream().mapToLong(part -> part.length).sum();
    if (total > Integer.MAX_VALUE - 8) {
      throw new DataException(
          "The text `%s` has %d ids, more than one array can hold; split it into several data sets"
              .formatted(path, total));
    }
    int[] all = new int[(int) total];
    int at = 0;
    for (int[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /** The parameters of {@code PackedTextDataset}. */
  public static final class Builder {

    private String path = "";
    private @Nullable Tokenizer tokenizer;
    private long window;
    private long stride = 1;
    private String textColumn = "text";

    private Builder() {}

    /** A text or Parquet file, a folder of such files, or a pattern; required. */
    @CanIgnoreReturnValue
    public Builder path(String value) {
      path = value;
      return this;
    }

    /** What makes ids of the text; required. */
    @CanIgnoreReturnValue
    public Builder tokenizer(Tokenizer value) {
      tokenizer = value;
      return this;
    }

    /** The number of ids in a sample; required. */
    @CanIgnoreReturnValue
    public Builder window(long value) {
      window = value;
      return this;
    }

    /** How many ids lie between the beginnings of two samples; default 1. */
    @CanIgnoreReturnValue
    public Builder stride(long value) {
      stride = value;
      return this;
    }

    /** The column of Parquet files that holds the text; default {@code text}. */
    @CanIgnoreReturnValue
    public Builder textColumn(String value) {
      textColumn = value;
      return this;
    }

    /**
     * Finds the files and starts to tokenize them.
     *
     * @throws DataException if there are no such files
     */
    public PackedTextDataset build() {
      if (path.isEmpty()) {
        throw new IllegalArgumentException("`path` is missing; name a text file or a folder");
      }
      if (tokenizer == null) {
        throw new IllegalArgumentException("`tokenizer` is missing");
      }
      if (window < 1 || window > 1 << 28) {
        throw new IllegalArgumentException("`window` must be from 1 to 268435456, not " + window);
      }
      if (stride < 1) {
        throw new IllegalArgumentException("`stride` must be at least 1, not " + stride);
      }
      return new PackedTextDataset(this, tokenizer, TextFiles.of(path, textColumn));
    }
  }
}
