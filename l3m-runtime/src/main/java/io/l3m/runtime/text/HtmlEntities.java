// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.text;

import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Undoes the entities of HTML: numbers, and the names of Latin-1 and of common signs. */
final class HtmlEntities {

  private static final Pattern ENTITY =
      Pattern.compile("&(?:#(\\d{1,8});?|#[xX]([0-9a-fA-F]{1,8});?|([A-Za-z][A-Za-z0-9]{1,31};?))");

  /** The names of U+00A0 to U+00FF in order (HTML 4.01, section 24.2.1). */
  private static final String LATIN =
      "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg"
          + " macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14"
          + " frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave"
          + " Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde"
          + " Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute"
          + " acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute"
          + " icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave"
          + " uacute ucirc uuml yacute thorn yuml";

  /** Other names, each with its code point in hexadecimal digits. */
  private static final String SIGNS =
      "apos 27 OElig 152 oelig 153 Scaron 160 scaron 161 Yuml"
          + " 178 fnof 192 circ 2c6 tilde 2dc ensp 2002 emsp 2003 thinsp 2009 zwnj 200c zwj 200d"
          + " ndash 2013 mdash 2014 lsquo 2018 rsquo 2019 sbquo 201a ldquo 201c rdquo 201d bdquo"
          + " 201e dagger 2020 Dagger 2021 bull 2022 hellip 2026 permil 2030 prime 2032 lsaquo"
          + " 2039 rsaquo 203a euro 20ac trade 2122 larr 2190 uarr 2191 rarr 2192 darr 2193 minus"
          + " 2212 infin 221e ne 2260 le 2264 ge 2265 hearts 2665";

  /** Names that HTML 5 knows without a semicolon too, besides those of Latin-1. */
  private static final String OLD = "amp 26 lt 3c gt 3e quot 22 AMP 26 LT 3c GT 3e QUOT 22";

  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private static final Map<String, Integer> NAMES = names();

  private HtmlEntities() {}

  /** The names, with their semicolon and, where that may be left out, without it. */
  private static Map<String, Integer> names() {
    Map<String, Integer> names = new HashMap<>();
    int codePoint = 0xa0;
    for (String name : LATIN.split(" ", -1)) {
      names.put(name, codePoint);
      names.put(name + ";", codePoint++);
    }
    String[] old = OLD.split(" ", -1);
    for (int i = 0; i < old.length; i += 2) {
      names.put(old[i], Integer.parseInt(old[i + 1], 16));
      names.put(old[i] + ";", Integer.parseInt(old[i + 1], 16));
    }
    String[] signs = SIGNS.split(" ", -1);
    for (int i = 0; i < signs.length; i += 2) {
      names.put(signs[i] + ";", Integer.parseInt(signs[i + 1], 16));
    }
    return Map.copyOf(names);
  }

  static String unescape(String text) {
    return text.indexOf('&') < 0
        ? text
        : ENTITY.matcher(text).replaceAll(HtmlEntities::replacement);
  }

  private static String replacement(MatchResult found) {
    if (found.group(3) != null) {
      return Matcher.quoteReplacement(named(found.group(3)));
    }
    int codePoint =
        found.group(1) != null
            ? Integer.parseInt(found.group(1))
            : Integer.parseUnsignedInt(found.group(2), 16);
    if (codePoint >= 0x80 && codePoint < 0xa0) {
      return new String(new byte[] {(byte) codePoint}, WINDOWS_1252);
    }
    boolean valid = Character.isValidCodePoint(codePoint) && codePoint != 0;
    return Matcher.quoteReplacement(valid ? Character.toString(codePoint) : found.group());
  }

  /** The whole name, or else the longest beginning that is an old name. */
  private static String named(String name) {
    for (int length = name.length(); length > 1; length--) {
      Integer codePoint = NAMES.get(name.substring(0, length));
      if (codePoint != null) {
        return Character.toString(codePoint) + name.substring(length);
      }
    }
    return "&" + name;
  }
}
