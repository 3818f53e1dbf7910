// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.text;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.data.DataException;
import io.l3m.runtime.data.LongArray;
import io.l3m.runtime.data.Tokenizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Text to token ids by a tokenizer in Hugging Face's format, padded and cut as the original's
 * {@code HFTokenizer} does it.
 *
 * <p>The file is read when the first text is tokenized. Byte-level BPE runs in Java; all other
 * kinds run in Hugging Face's library. Safe for several threads.
 */
public final class HfTokenizer implements Tokenizer {

  private final Builder options;
  private final Path file;
  private @Nullable Loaded loaded;

  private HfTokenizer(Builder options, Path file) {
    this.options = options;
    this.file = file;
  }

  /** What is known once the file has been read; an id that does not exist is -1. */
  private record Loaded(TokenizerFile file, TextEncoder encoder, int eos, int pad) {}

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** The number of entries without added tokens. */
  public long vocabSize() {
    return loaded().file().vocabularySize();
  }

  /** The id that ends a text, if the tokenizer has one. */
  public OptionalInt eosId() {
    return known(loaded().eos());
  }

  /** The id that fills up short texts, if the tokenizer has one. */
  public OptionalInt padId() {
    return known(loaded().pad());
  }

  private static OptionalInt known(int id) {
    return id < 0 ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /**
   * The ids of one text, {@code [L]}: {@code context_length} of them, or fewer if {@code
   * max_seq_len} cuts them or {@code cut_max_seq_length} leaves out the padding.
   *
   * @throws DataException if the tokenizer cannot be read, or has no token to pad with
   */
  @Override
  public LongArray encode(String text) {
    int most = options.cutMaxSeqLength ? Integer.MAX_VALUE : Math.toIntExact(options.contextLength);
    int[] ids = framed(text, most);
    int length = options.cutMaxSeqLength ? ids.length : most;
    long[] padded = padded(ids, length);
    int limit = Math.toIntExact(options.maxSeqLen);
    if (limit > 0 && limit < length) {
      padded[limit - 1] = padded[length - 1]; // the last id, mostly the end of the text, stays
      padded = Arrays.copyOf(padded, limit);
    }
    return LongArray.vector(padded);
  }

  /**
   * All ids of a text, neither padded nor cut: what a stream of texts is made of. With {@code
   * add_eos_token} the end of the text is marked.
   */
  @Override
  public int[] encodeWhole(String text) {
    return framed(text, Integer.MAX_VALUE);
  }

  private int[] framed(String text, int most) {
    Loaded tokenizer = loaded();
    int[] ids = tokenizer.encoder().encode(prepared(text));
    TokenizerFile.@Nullable Frame frame = tokenizer.file().frame().orElse(null);
    if (frame != null) {
      int kept = Math.min(ids.length, most - 2);
      int[] framed = new int[kept + 2];
      framed[0] = frame.first();
      System.arraycopy(ids, 0, framed, 1, kept);
      framed[kept + 1] = frame.last();
      return framed;
    }
    if (!options.addEosToken || tokenizer.eos() < 0) {
      return ids.length > most ? Arrays.copyOf(ids, most) : ids;
    }
    int kept = Math.min(ids.length, most - 1);
    int[] ended = Arrays.copyOf(ids, kept + 1);
    ended[kept] = tokenizer.eos();
    return ended;
  }

  private String prepared(String text) {
    String clean = options.cleanText ? TextCleaner.clean(text) : text;
    return options.lowerCase ? clean.toLowerCase(Locale.ROOT) : clean;
  }

  private long[] padded(int[] ids, int length) {
    long[] padded = new long[length];
    if (ids.length < length) {
      int pad = loaded().pad();
      if (pad < 0) {
        throw new DataException(
            "The tokenizer `%s` has no token to pad with; set `pad_token` to `eos_token`, or to a"
                    .formatted(options.tokenizerName)
                + " new token such as `[PAD]`");
      }
      Arrays.fill(padded, pad);
    }
    int from = options.paddingSide == PaddingSide.LEFT ? length - ids.length : 0;
    for (int i = 0; i < ids.length; i++) {
      padded[from + i] = ids[i];
    }
    return padded;
  }

  private synchronized Loaded loaded() {
    if (loaded == null) {
      try {
        loaded = load();
      } catch (DataException known) {
        throw known;
      } catch (RuntimeException e) {
        throw new DataException(
            "The tokenizer `%s` is not built as those of Hugging Face: %s"
                .formatted(file, e.getMessage()),
            e);
      }
    }
    return loaded;
  }

  private Loaded load() {
    TokenizerFile tokenizer = TokenizerFile.read(file);
    int pad = padId(tokenizer);
    if (options.addImageToken) {
      int unused = tokenizer.add("<image>");
    }
    if (options.addEouToken) {
      int unused = tokenizer.add("<eou>");
    }
    int eos = special(tokenizer, "eos_token");
    TextEncoder encoder =
        ByteLevelBpe.of(tokenizer)
            .<TextEncoder>map(bpe -> bpe)
            .orElseGet(() -> NativeEncoder.of(tokenizer));
    return new Loaded(tokenizer, encoder, eos, pad);
  }

  /** {@code pad_token} names another special token if there is one of that name, or a new token. */
  private int padId(TokenizerFile tokenizer) {
    String wanted = options.padToken;
    if (wanted == null) {
      return special(tokenizer, "pad_token");
    }
    int other = special(tokenizer, wanted);
    return other >= 0 ? other : tokenizer.add(wanted);
  }

  private static int special(TokenizerFile tokenizer, String name) {
    return tokenizer.special(name).map(tokenizer::id).orElse(OptionalInt.empty()).orElse(-1);
  }

  /** The parameters of {@code HFTokenizer}. */
  public static final class Builder {

    private String tokenizerName = "";
    private long contextLength = 77;
    private long maxSeqLen = -1;
    private PaddingSide paddingSide = PaddingSide.RIGHT;
    private @Nullable String padToken;
    private boolean addEosToken = true;
    private boolean addImageToken;
    private boolean addEouToken;
    private boolean lowerCase = true;
    private boolean cutMaxSeqLength;
    private boolean cleanText = true;

    private Builder() {}

    /** A folder with a {@code tokenizer.json}, the file, or a name at Hugging Face; required. */
    @CanIgnoreReturnValue
    public Builder tokenizerName(String value) {
      tokenizerName = value;
      return this;
    }

    /** The length to which texts are padded and cut; default 77. */
    @CanIgnoreReturnValue
    public Builder contextLength(long value) {
      contextLength = value;
      return this;
    }

    /** If positive, the first ids but one, and the last, are kept; default -1. */
    @CanIgnoreReturnValue
    public Builder maxSeqLen(long value) {
      maxSeqLen = value;
      return this;
    }

    /** Default right. */
    @CanIgnoreReturnValue
    public Builder paddingSide(PaddingSide value) {
      paddingSide = value;
      return this;
    }

    /** The name of a special token, such as {@code eos_token}, or a new token; default its own. */
    @CanIgnoreReturnValue
    public Builder padToken(String value) {
      padToken = value;
      return this;
    }

    /** Whether the end of the text is marked; default true. */
    @CanIgnoreReturnValue
    public Builder addEosToken(boolean value) {
      addEosToken = value;
      return this;
    }

    /** Whether {@code <image>} is one token; default false. */
    @CanIgnoreReturnValue
    public Builder addImageToken(boolean value) {
      addImageToken = value;
      return this;
    }

    /** Whether {@code <eou>} is one token; default false. */
    @CanIgnoreReturnValue
    public Builder addEouToken(boolean value) {
      addEouToken = value;
      return this;
    }

    /** Whether texts are put into lower case; default true. */
    @CanIgnoreReturnValue
    public Builder lowerCase(boolean value) {
      lowerCase = value;
      return this;
    }

    /** Whether texts are not padded; needs {@code max_seq_len}; default false. */
    @CanIgnoreReturnValue
    public Builder cutMaxSeqLength(boolean value) {
      cutMaxSeqLength = value;
      return this;
    }

    /** Accepted for the sake of configs: there is only the fast kind. */
    @CanIgnoreReturnValue
    public Builder useFast(boolean value) {
      return this;
    }

    /** Whether texts are repaired and their white space is made single; default true. */
    @CanIgnoreReturnValue
    public Builder cleanText(boolean value) {
      cleanText = value;
      return this;
    }

    /**
     * Finds the tokenizer; it is read later.
     *
     * @throws DataException if it is not on this machine
     */
    public HfTokenizer build() {
      if (tokenizerName.isEmpty()) {
        throw new IllegalArgumentException(
            "`tokenizer_name` is missing; name a tokenizer's folder");
      }
      if (contextLength < 3 || contextLength > 1 << 24) {
        throw new IllegalArgumentException(
            "`context_length` must be from 3 to 16777216, not " + contextLength);
      }
      if (cutMaxSeqLength && maxSeqLen < 1) {
        throw new IllegalArgumentException("`cut_max_seq_length` needs a positive `max_seq_len`");
      }
      return new HfTokenizer(copy(), TokenizerPlace.find(tokenizerName, System.getenv()));
    }

    private Builder copy() {
      Builder copy = new Builder();
      copy.tokenizerName = tokenizerName;
      copy.contextLength = contextLength;
      copy.maxSeqLen = maxSeqLen;
      copy.paddingSide = paddingSide;
      copy.padToken = padToken;
      copy.addEosToken = addEosToken;
      copy.addImageToken = addImageToken;
      copy.addEouToken = addEouToken;
      copy.lowerCase = lowerCase;
      copy.cutMaxSeqLength = cutMaxSeqLength;
      copy.cleanText = cleanText;
      return copy;
    }
  }
}
