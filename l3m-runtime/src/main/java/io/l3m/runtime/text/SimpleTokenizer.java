// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.text;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.data.DataException;
import io.l3m.runtime.data.LongArray;
import io.l3m.runtime.data.Tokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The byte-level tokenizer of CLIP (Radford et al. 2021): text is cleaned and put into lower case,
 * cut into words, and each word's bytes are merged in the order of a file of merges.
 *
 * <p>Ids: 256 bytes, the same bytes at the end of a word, the merges, {@code <start_of_text>},
 * {@code <end_of_text>}, and special tokens of one's own. With OpenAI's file, 49408 without these.
 */
public final class SimpleTokenizer implements Tokenizer {

  private static final String START = "<start_of_text>";
  private static final String END = "<end_of_text>";
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  private final Builder options;
  private @Nullable ClipMerges merges;

  private SimpleTokenizer(Builder options) {
    this.options = options;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** The number of ids. */
  public long vocabSize() {
    return merges().size();
  }

  /** The id that stands before a text. */
  public int bosId() {
    return merges().special(START).orElseThrow();
  }

  /** The id that stands behind a text. */
  public int eosId() {
    return merges().special(END).orElseThrow();
  }

  /**
   * {@inheritDoc}
   *
   * <p>A text that is too long loses its end; its last id is then that of the end of the text.
   *
   * @return {@code [context_length]}
   */
  @Override
  public LongArray encode(String text) {
    int[] ids = encodeWhole(text);
    int length = Math.toIntExact(options.contextLength);
    long[] padded = new long[length];
    int kept = Math.min(ids.length, length);
    for (int i = 0; i < kept; i++) {
      padded[i] = ids[i];
    }
    if (ids.length > length) {
      padded[length - 1] = eosId();
    }
    Arrays.fill(padded, kept, length, padId());
    return LongArray.vector(padded);
  }

  @Override
  public int[] encodeWhole(String text) {
    int[] words = merges().encode(prepared(text));
    int before = options.addBosToken ? 1 : 0;
    int[] ids = new int[before + words.length + (options.addEosToken ? 1 : 0)];
    System.arraycopy(words, 0, ids, before, words.length);
    if (options.addBosToken) {
      ids[0] = bosId();
    }
    if (options.addEosToken) {
      ids[ids.length - 1] = eosId();
    }
    return ids;
  }

  private String prepared(String text) {
    String plain = options.normalize ? withoutAccents(text) : text;
    return TextCleaner.clean(plain).toLowerCase(Locale.ROOT);
  }

  private static String withoutAccents(String text) {
    String parted = Normalizer.normalize(text, Normalizer.Form.NFD).toLowerCase(Locale.ROOT);
    return MARKS.matcher(parted).replaceAll("");
  }

  private long padId() {
    String name = options.padName;
    if (name == null) {
      return options.padId;
    }
    return merges()
        .special(name)
        .orElseThrow(() ->
            new DataException(
                "`pad_token` names `%s`, which is no special token; there are `%s`"
                    .formatted(name, String.join("`, `", merges().specials()))));
  }

  private synchronized ClipMerges merges() {
    if (merges == null) {
      merges = ClipMerges.read(Path.of(options.bpePath), START, END, options.specialTokens);
    }
    return merges;
  }

  /** The parameters of {@code SimpleTokenizer}. */
  public static final class Builder {

    private String bpePath = "";
    private List<String> specialTokens = List.of();
    private long contextLength = 77;
    private long padId;
    private @Nullable String padName;
    private boolean addEosToken = true;
    private boolean addBosToken = true;
    private boolean normalize;

    private Builder() {}

    /** The file of merges, plain or packed by gzip; required. */
    @CanIgnoreReturnValue
    public Builder bpePath(String value) {
      bpePath = value;
      return this;
    }

    /** Tokens that are never cut, besides those of the start and the end; default none. */
    @CanIgnoreReturnValue
    public Builder specialTokens(String... values) {
      specialTokens = List.of(values);
      return this;
    }

    /** The length to which texts are padded and cut; default 77. */
    @CanIgnoreReturnValue
    public Builder contextLength(long value) {
      contextLength = value;
      return this;
    }

    /** The id that fills up short texts; default 0. */
    @CanIgnoreReturnValue
    public Builder padToken(long id) {
      padId = id;
      padName = null;
      return this;
    }

    /** The special token that fills up short texts. */
    @CanIgnoreReturnValue
    public Builder padToken(String special) {
      padName = special;
      return this;
    }

    /** Whether the end of the text is marked; default true. */
    @CanIgnoreReturnValue
    public Builder addEosToken(boolean value) {
      addEosToken = value;
      return this;
    }

    /** Whether the start of the text is marked; default true. */
    @CanIgnoreReturnValue
    public Builder addBosToken(boolean value) {
      addBosToken = value;
      return this;
    }

    /** Whether accents are taken off; default false. */
    @CanIgnoreReturnValue
    public Builder normalize(boolean value) {
      normalize = value;
      return this;
    }

    /**
     * Finds the merges; they are read when the first text comes.
     *
     * @throws DataException if there is no such file
     */
    public SimpleTokenizer build() {
      if (bpePath.isEmpty()) {
        throw new IllegalArgumentException("`bpe_path` is missing; name the file of merges");
      }
      if (contextLength < 2 || contextLength > 1 << 24) {
        throw new IllegalArgumentException(
            "`context_length` must be from 2 to 16777216, not " + contextLength);
      }
      if (!Files.isRegularFile(Path.of(bpePath))) {
        throw new DataException(
            ("There is no file of merges `%s`; l3m does not download: put CLIP's"
                    + " `bpe_simple_vocab_16e6.txt.gz` there, or set `bpe_path`")
                .formatted(bpePath));
      }
      return new SimpleTokenizer(copy());
    }

    private Builder copy() {
      Builder copy = new Builder();
      copy.bpePath = bpePath;
      copy.specialTokens = specialTokens;
      copy.contextLength = contextLength;
      copy.padId = padId;
      copy.padName = padName;
      copy.addEosToken = addEosToken;
      copy.addBosToken = addBosToken;
      copy.normalize = normalize;
      return copy;
    }
  }
}
