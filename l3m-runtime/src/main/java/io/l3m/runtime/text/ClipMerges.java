// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.text;

import io.l3m.runtime.data.DataException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * CLIP's words and merges: {@code vocab = bytes, bytes at the end of a word, merges, specials}, the
 * id of a token being its place. Files of merges begin with one line to skip; of more than 48 894
 * merges the rest is not read, as in the original.
 */
final class ClipMerges {

  private static final int MOST_MERGES = 49_152 - 256 - 2;
  private static final int MOST_REMEMBERED = 1 << 16;
  private static final String WORD_END = "</w>";

  private static final String WORDS = "|'s|'t|'re|'ve|'m|'ll|'d|\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]+";

  /** The place of each byte: those that Latin-1 shows come first, then the others. */
  private static final int[] BYTE_IDS = byteIds();

  private final Pattern words;
  private final PairMerges merges;
  private final int size;
  private final Map<String, Integer> specials;
  private final Map<String, int[]> known = new ConcurrentHashMap<>();

  private ClipMerges(PairMerges merges, int size, Map<String, Integer> specials) {
    this.merges = merges;
    this.size = size;
    this.specials = specials;
    String quoted = specials.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|"));
    this.words =
        Pattern.compile(
            quoted + WORDS,
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
  }

  private static boolean isShown(int value) {
    return (value >= '!' && value <= '~')
        || (value >= 0xa1 && value <= 0xac)
        || (value >= 0xae && value <= 0xff);
  }

  private static int[] byteIds() {
    int[] ids = new int[256];
    int next = 0;
    for (boolean shown : new boolean[] {true, false}) {
      for (int value = 0; value < 256; value++) {
        if (isShown(value) == shown) {
          ids[value] = next++;
        }
      }
    }
    return ids;
  }

  /** How the file writes the byte of a place: itself if it is shown, else a sign from 256 on. */
  private static String[] byteNames() {
    String[] names = new String[256];
    int hidden = 256;
    for (int value = 0; value < 256; value++) {
      int sign = isShown(value) ? value : hidden++;
      names[BYTE_IDS[value]] = Character.toString(sign);
    }
    return names;
  }

  /**
   * Reads a file of merges.
   *
   * @throws DataException if it cannot be read or is no such file; the message names it
   */
  static ClipMerges read(Path file, String start, String end, List<String> more) {
    List<String> lines;
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(unpacked(file), StandardCharsets.UTF_8))) {
      lines = reader.lines().skip(1).limit(MOST_MERGES).filter(line -> !line.isBlank()).toList();
    } catch (IOException | RuntimeException e) {
      throw new DataException("Cannot read the merges `" + file + "`: " + e.getMessage(), e);
    }
    Map<String, Integer> ids = new HashMap<>();
    String[] bytes = byteNames();
    for (int i = 0; i < bytes.length; i++) {
      ids.put(bytes[i], i);
      ids.put(bytes[i] + WORD_END, bytes.length + i);
    }
    int first = 2 * bytes.length;
    for (int i = 0; i < lines.size(); i++) {
      ids.put(String.join("", pair(file, lines, i)), first + i); // of equal tokens the last counts
    }
    PairMerges merges = new PairMerges(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      String[] pair = pair(file, lines, i);
      Integer left = ids.get(pair[0]);
      Integer right = ids.get(pair[1]);
      if (left != null && right != null) { // a part that no merge makes never occurs
        merges.add(left, right, i, ids.getOrDefault(pair[0] + pair[1], first + i));
      }
    }
    Map<String, Integer> specials = new LinkedHashMap<>();
    Stream.concat(Stream.of(start, end), more.stream())
        .forEach(name -> specials.put(name, first + lines.size() + specials.size()));
    return new ClipMerges(merges, first + lines.size() + specials.size(), specials);
  }

  private static String[] pair(Path file, List<String> lines, int index) {
    String[] pair = lines.get(index).strip().split("\\s+", -1);
    if (pair.length != 2) {
      throw new DataException(
          "Line %d of the merges `%s` is `%s`; a merge is two parts with a space between"
              .formatted(index + 2, file, lines.get(index)));
    }
    return pair;
  }

  private static InputStream unpacked(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file));
    raw.mark(2);
    boolean packed = raw.read() == 0x1f && raw.read() == 0x8b;
    raw.reset();
    return packed ? new GZIPInputStream(raw) : raw;
  }

  /** The number of ids. */
  int size() {
    return size;
  }

  Set<String> specials() {
    return specials.keySet();
  }

  OptionalInt special(String name) {
    Integer id = specials.get(name);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** The ids of a text that is clean and in lower case. */
  int[] encode(String text) {
    int[] ids = new int[Math.max(16, text.length() / 2)];
    int count = 0;
    Matcher matcher = words.matcher(text);
    while (matcher.find()) {
      int[] word = word(matcher.group());
      if (count + word.length > ids.length) {
        ids = Arrays.copyOf(ids, Math.max(2 * ids.length, count + word.length));
      }
      System.arraycopy(word, 0, ids, count, word.length);
      count += word.length;
    }
    return Arrays.copyOf(ids, count);
  }

  private int[] word(String word) {
    Integer special = specials.get(word);
    if (special != null) {
      return new int[] {special};
    }
    int[] ids = known.get(word);
    if (ids == null) {
      ids = merge(word);
      if (known.size() < MOST_REMEMBERED) {
        known.put(word, ids);
      }
    }
    return ids;
  }

  private int[] merge(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    int[] parts = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      parts[i] = BYTE_IDS[bytes[i] & 0xff];
    }
    parts[parts.length - 1] += BYTE_IDS.length;
    return merges.merge(parts);
  }
}
