// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Repairs text that has been through the web: what ftfy's {@code fix_text} does by rules, HTML
 * entities undone twice, white space made single, and the ends trimmed. Of text that was decoded in
 * the wrong code page, only UTF-8 taken for Windows-1252 is recognised.
 */
final class TextCleaner {

  private static final Pattern ESCAPE = Pattern.compile("\u001b\\[((?:\\d|;)*)([a-zA-Z])");
  private static final Pattern CONTROL =
      Pattern.compile("[\\x00-\\x08\\x0b\\x0e-\\x1f\\x7f\u206a-\u206f\ufeff\ufff9-\ufffc]");
  private static final Pattern BREAK = Pattern.compile("\r\n|[\r\u2028\u2029\u0085]");
  private static final Pattern SINGLE_QUOTE = Pattern.compile("[\u02bc\u2018-\u201b]");
  private static final Pattern DOUBLE_QUOTE = Pattern.compile("[\u201c-\u201f]");
  private static final Pattern WIDE = Pattern.compile("[\uff01-\uffef\u3000]");
  private static final Pattern SPACE =
      Pattern.compile(
          "[\\s\u001c-\u001f\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+");

  /** What Windows-1252 makes of the bytes 80 to BF, which follow the first byte of a sequence. */
  private static final String FOLLOWING =
      "[\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152"
          + "\u017d\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e"
          + "\u0178]";

  /**
   * Sequences of UTF-8 as Windows-1252 shows them; single ones of Cyrillic and Greek may be meant.
   */
  private static final Pattern MISREAD =
      Pattern.compile(
          "(?:[\u00c2\u00c3]"
              + FOLLOWING
              + "|(?:[\u00ce-\u00d1]"
              + FOLLOWING
              + "){2,}|[\u00e0-\u00ef](?!\u00a0)"
              + FOLLOWING
              + "{2}|[\u00f0-\u00f3]"
              + FOLLOWING
              + "{3})+");

  /** The second byte of a misread letter became a plain space on its way. */
  private static final Pattern LOST_BYTE = Pattern.compile("\u00c3 (?= )|\u00c3(?= )");

  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private static final Map<String, String> LIGATURES =
      Map.ofEntries(
          Map.entry("\u0132", "IJ"),
          Map.entry("\u0133", "ij"),
          Map.entry("\u0149", "\u02bcn"),
          Map.entry("\u01f1", "DZ"),
          Map.entry("\u01f2", "Dz"),
          Map.entry("\u01f3", "dz"),
          Map.entry("\u01c4", "D\u017d"),
          Map.entry("\u01c5", "D\u017e"),
          Map.entry("\u01c6", "d\u017e"),
          Map.entry("\u01c7", "LJ"),
          Map.entry("\u01c8", "Lj"),
          Map.entry("\u01c9", "lj"),
          Map.entry("\u01ca", "NJ"),
          Map.entry("\u01cb", "Nj"),
          Map.entry("\u01cc", "nj"),
          Map.entry("\ufb00", "ff"),
          Map.entry("\ufb01", "fi"),
          Map.entry("\ufb02", "fl"),
          Map.entry("\ufb03", "ffi"),
          Map.entry("\ufb04", "ffl"),
          Map.entry("\ufb05", "\u017ft"),
          Map.entry("\ufb06", "st"));

  private static final Pattern LIGATURE =
      Pattern.compile("[\u0132\u0133\u0149\u01f1-\u01f3\u01c4-\u01cc\ufb00-\ufb06]");

  private TextCleaner() {}

  static String clean(String text) {
    String fixed = isPlain(text) ? text : fix(text);
    String unescaped = HtmlEntities.unescape(HtmlEntities.unescape(fixed));
    return SPACE.matcher(unescaped).replaceAll(" ").strip();
  }

  /** Nothing in visible ASCII needs any of the repairs but entities. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\n' && c != '\t') || c > '~' || c == '&') {
        return false;
      }
    }
    return true;
  }

  private static String fix(String text) {
    String fixed = text.contains("<") ? text : HtmlEntities.unescape(text);
    fixed = decodedAgain(fixed);
    fixed = ESCAPE.matcher(fixed).replaceAll("");
    fixed = LIGATURE.matcher(fixed).replaceAll(found -> LIGATURES.get(found.group()));
    fixed = WIDE.matcher(fixed).replaceAll(TextCleaner::narrow);
    fixed = SINGLE_QUOTE.matcher(fixed).replaceAll("'");
    fixed = DOUBLE_QUOTE.matcher(fixed).replaceAll("\"");
    fixed = BREAK.matcher(fixed).replaceAll("\n");
    fixed = CONTROL.matcher(fixed).replaceAll("");
    return Normalizer.normalize(fixed, Normalizer.Form.NFC);
  }

  private static String narrow(MatchResult found) {
    String narrow = Normalizer.normalize(found.group(), Normalizer.Form.NFKC);
    return Matcher.quoteReplacement(narrow);
  }

  /** Puts right what is UTF-8 that was read as Windows-1252. */
  private static String decodedAgain(String text) {
    String whole = LOST_BYTE.matcher(text).replaceAll("\u00e0");
    return MISREAD.matcher(whole).replaceAll(TextCleaner::decoded);
  }

  private static String decoded(MatchResult found) {
    String misread = found.group();
    byte[] bytes = new byte[misread.length()];
    for (int i = 0; i < bytes.length; i++) {
      char c = misread.charAt(i);
      // Windows-1252 has holes between 80 and 9F; programs leave those bytes as they are.
      bytes[i] = c < 0x100 ? (byte) c : String.valueOf(c).getBytes(WINDOWS_1252)[0];
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Matcher.quoteReplacement(text);
    } catch (CharacterCodingException e) {
      return Matcher.quoteReplacement(misread); // it was not UTF-8 after all
    }
  }
}
