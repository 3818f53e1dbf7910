// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Byte-level byte-pair encoding in the manner of GPT-2 (Radford et al. 2019). It gives the ids of
 * Hugging Face's library for the tokenizers it accepts, several times faster and without loading a
 * native library, which counts while a run starts.
 */
final class ByteLevelBpe implements TextEncoder {

  /** Words kept with their ids; a book has some 20,000 different ones. */
  private static final int MOST_WORDS = 1 << 17;

  /** Texts longer than two pieces of so many characters are encoded by several threads. */
  private static final int PIECE = 1 << 15;

  private final int[] byteIds;
  private final PairMerges merges;
  private final List<TokenizerFile.AddedToken> added;
  private final boolean divisible;
  private final Map<String, int[]> words = new ConcurrentHashMap<>();

  private ByteLevelBpe(int[] byteIds, PairMerges merges, List<TokenizerFile.AddedToken> added) {
    this.byteIds = byteIds;
    this.merges = merges;
    this.added = added;
    this.divisible =
        added.stream().noneMatch(token -> token.content().chars().anyMatch(c -> c <= ' '));
  }

  /** The encoder, unless the tokenizer asks for anything that is not done here. */
  static Optional<ByteLevelBpe> of(TokenizerFile file) {
    List<TokenizerFile.AddedToken> added = file.addedTokens();
    if (!isKnown(file.json()) || !added.stream().allMatch(TokenizerFile.AddedToken::plain)) {
      return Optional.empty();
    }
    JsonObject vocabulary = file.model().getAsJsonObject("vocab");
    int[] byteIds = new int[256];
    for (int value = 0; value < 256; value++) {
      JsonElement id = vocabulary.get(String.valueOf(letterOf(value)));
      if (id == null) {
        return Optional.empty();
      }
      byteIds[value] = id.getAsInt();
    }
    JsonArray rules = file.model().getAsJsonArray("merges");
    PairMerges merges = new PairMerges(rules.size());
    for (int rank = 0; rank < rules.size(); rank++) {
      Pair pair = Pair.of(rules.get(rank));
      JsonElement left = vocabulary.get(pair.left());
      JsonElement right = vocabulary.get(pair.right());
      JsonElement both = vocabulary.get(pair.left() + pair.right());
      if (left == null || right == null || both == null) {
        return Optional.empty();
      }
      merges.addIfNew(left.getAsInt(), right.getAsInt(), rank, both.getAsInt());
    }
    return Optional.of(new ByteLevelBpe(byteIds, merges, added));
  }

  private static boolean isKnown(JsonObject json) {
    JsonObject model = json.getAsJsonObject("model");
    JsonElement words = json.get("pre_tokenizer");
    if (!isAbsent(json, "normalizer") || words == null || !words.isJsonObject()) {
      return false;
    }
    JsonObject preTokenizer = words.getAsJsonObject();
    boolean regex =
        !preTokenizer.has("use_regex") || TokenizerFile.isTrue(preTokenizer, "use_regex");
    return TokenizerFile.isType(preTokenizer, "ByteLevel")
        && regex
        && !TokenizerFile.isTrue(preTokenizer, "add_prefix_space")
        && TokenizerFile.isType(model, "BPE")
        && isAbsent(model, "dropout")
        && isAbsent(model, "continuing_subword_prefix")
        && isAbsent(model, "end_of_word_suffix")
        && !TokenizerFile.isTrue(model, "byte_fallback")
        && !TokenizerFile.isTrue(model, "ignore_merges");
  }

  private static boolean isAbsent(JsonObject object, String name) {
    JsonElement value = object.get(name);
    return value == null
        || value.isJsonNull()
        || (value.isJsonPrimitive() && value.getAsString().isEmpty());
  }

  /** The two sides of a merge, written as one text or as a list. */
  private record Pair(String left, String right) {
    static Pair of(JsonElement rule) {
      if (rule.isJsonArray()) {
        JsonArray sides = rule.getAsJsonArray();
        return new Pair(sides.get(0).getAsString(), sides.get(1).getAsString());
      }
      String text = rule.getAsString();
      int space = text.indexOf(' ');
      return new Pair(text.substring(0, space), text.substring(space + 1));
    }
  }

  /** GPT-2 writes bytes that are no visible Latin-1 characters as letters from U+0100 on. */
  private static char letterOf(int value) {
    if (isVisible(value)) {
      return (char) value;
    }
    int hidden = 0;
    for (int below = 0; below < value; below++) {
      hidden += isVisible(below) ? 0 : 1;
    }
    return (char) (256 + hidden);
  }

  private static boolean isVisible(int value) {
    return (value >= '!' && value <= '~') || (value >= 0xa1 && value <= 0xff && value != 0xad);
  }

  @Override
  public int[] encode(String text) {
    List<Piece> pieces = pieces(text);
    List<int[]> parts =
        (pieces.size() > 1 ? pieces.parallelStream() : pieces.stream())
            .map(piece -> encode(text, piece))
            .toList();
    if (parts.size() == 1) {
      return parts.get(0);
    }
    int[] ids = new int[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (int[] part : parts) {
      System.arraycopy(part, 0, ids, at, part.length);
      at += part.length;
    }
    return ids;
  }

  /** A part of a text whose ids depend on nothing around it. */
  private record Piece(int start, int end) {}

  /** Cuts where white space begins, which no word and no added token crosses. */
  private List<Piece> pieces(String text) {
    List<Piece> pieces = new ArrayList<>();
    int start = 0;
    while (divisible && text.length() - start > 2 * PIECE) {
      int cut = start + PIECE;
      while (cut < text.length() && !(isSpace(text, cut) && !isSpace(text, cut - 1))) {
        cut++;
      }
      pieces.add(new Piece(start, cut));
      start = cut;
    }
    if (start < text.length() || pieces.isEmpty()) {
      pieces.add(new Piece(start, text.length()));
    }
    return pieces;
  }

  /** The plain kinds suffice: where in doubt nothing is cut. */
  private static boolean isSpace(String text, int at) {
    char c = text.charAt(at);
    return c == ' ' || c == '\n';
  }

  private int[] encode(String text, Piece piece) {
    Output output = new Output((piece.end() - piece.start()) / 2 + 16);
    AddedTokens tokens = new AddedTokens(text, piece.end(), added);
    int start = piece.start();
    while (start < piece.end()) {
      Optional<TokenizerFile.AddedToken> token = tokens.find(start);
      int end = token.isPresent() ? tokens.place() : piece.end();
      encodeWords(text, start, end, output);
      start = end;
      if (token.isPresent()) {
        output.add(token.get().id());
        start += token.get().content().length();
      }
    }
    return output.ids();
  }

  private void encodeWords(String text, int start, int limit, Output output) {
    GptWords cuts = new GptWords(text, limit);
    int at = start;
    while (at < limit) {
      int end = cuts.end(at);
      String word = text.substring(at, end);
      int[] ids = words.get(word);
      if (ids == null) {
        ids = merged(word);
        if (words.size() < MOST_WORDS) {
          words.put(word, ids);
        }
      }
      output.add(ids);
      at = end;
    }
  }

  private int[] merged(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    int[] ids = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      ids[i] = byteIds[bytes[i] & 0xff];
    }
    return merges.merge(ids);
  }

  /** Finds the leftmost added token, the longest of several at one place. */
  private static final class AddedTokens {

    private final String text;
    private final List<TokenizerFile.AddedToken> tokens;
    private final int[] places;
    private final int limit;
    private int place;

    AddedTokens(String text, int limit, List<TokenizerFile.AddedToken> tokens) {
      this.text = text;
      this.limit = limit;
      this.tokens = tokens;
      this.places = new int[tokens.size()];
      Arrays.fill(places, -1);
    }

    Optional<TokenizerFile.AddedToken> find(int start) {
      Optional<TokenizerFile.AddedToken> found = Optional.empty();
      place = limit;
      for (int i = 0; i < places.length; i++) {
        String content = tokens.get(i).content();
        if (places[i] < start) {
          int at = content.isEmpty() ? -1 : text.indexOf(content, start, limit);
          places[i] = at < 0 ? limit : at;
        }
        int longest = found.map(token -> token.content().length()).orElse(0);
        if (places[i] < place || (places[i] == place && content.length() > longest)) {
          if (places[i] < limit) {
            place = places[i];
            found = Optional.of(tokens.get(i));
          }
        }
      }
      return found;
    }

    /** Where the token lies that was found last. */
    int place() {
      return place;
    }
  }

  /** A list of ids that grows. */
  private static final class Output {

    private int[] ids;
    private int count;

    Output(int capacity) {
      ids = new int[capacity];
    }

    void add(int... more) {
      if (count + more.length > ids.length) {
        ids = Arrays.copyOf(ids, Math.max(2 * ids.length, count + more.length));
      }
      System.arraycopy(more, 0, ids, count, more.length);
      count += more.length;
    }

    int[] ids() {
      return Arrays.copyOf(ids, count);
    }
  }
}
