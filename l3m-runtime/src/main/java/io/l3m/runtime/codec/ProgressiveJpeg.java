// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.codec;

import io.l3m.runtime.codec.JpegComponent.Header;
import io.l3m.runtime.codec.JpegPixels.Plane;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads progressive JPEG images of eight bits with Huffman codes (ITU-T T.81), in grey or three
 * colours, to the bit as libjpeg does. The JDK's reader transforms all of the image after every
 * scan and takes several times as long; for sequential images, which it is not slow at, it is left
 * alone, as it is for whatever is rare, damaged or cut off: that is a {@link JpegOddity}.
 */
final class ProgressiveJpeg {

  /** Larger images, whose coefficients are all kept at a time, are left to the JDK. */
  private static final int MOST_PIXELS = 1 << 25;

  /** More pixels than a byte can hold; what names more is cut off, and not worth the memory. */
  private static final int MOST_PER_BYTE = 1000;

  /** Narrower colours are not interpolated. */
  private static final int NARROWEST = 3;

  /** Writers make ten; each costs time even if it is short. */
  private static final int MOST_SCANS = 100;

  private final byte[] content;
  private final int[][] quantizations = new int[4][0];
  private final Map<Integer, JpegHuffman> codes = new HashMap<>();
  private final List<JpegComponent> components = new ArrayList<>();
  private int at = 2;
  private int width;
  private int height;
  private int restart;
  private int scans;
  private boolean jfif;
  private int adobe = -1;

  private ProgressiveJpeg(byte[] content) {
    this.content = content;
  }

  /**
   * Decodes the content of a file.
   *
   * @throws JpegOddity if it is anything but a whole image of the usual kinds
   */
  static Pixels decode(byte[] content) throws JpegOddity {
    ProgressiveJpeg image = new ProgressiveJpeg(content);
    require(image.u2(0) == 0xffd8);
    image.readSegments();
    return Pixels.of(image.width, image.height, image.rgb());
  }

  private void readSegments() throws JpegOddity {
    while (true) {
      require(u1(at) == 0xff);
      int marker = u1(at + 1);
      if (marker == 0xd9) {
        return;
      }
      int length = u2(at + 2);
      int data = at + 4;
      int end = at + 2 + length;
      require(length >= 2 && end <= content.length);
      at = end;
      switch (marker) {
        case 0xc2 -> frame(data, end);
        case 0xc4 -> huffmanCodes(data, end);
        case 0xda -> scan(data, end);
        case 0xdb -> quantizations(data, end);
        case 0xdd -> restart = u2(data);
        case 0xe0 -> jfif |= starts(data, end, "JFIF\0");
        case 0xee -> adobe = starts(data, end, "Adobe") && end - data >= 12 ? u1(data + 11) : adobe;
        default -> require((marker >= 0xe1 && marker <= 0xef) || marker == 0xfe);
      }
    }
  }

  private boolean starts(int data, int end, String text) throws JpegOddity {
    boolean same = end - data >= text.length();
    for (int i = 0; same && i < text.length(); i++) {
      same = u1(data + i) == text.charAt(i);
    }
    return same;
  }

  private void quantizations(int data, int end) throws JpegOddity {
    int place = data;
    while (place < end) {
      int kind = u1(place++);
      boolean wide = kind >> 4 == 1;
      require((kind >> 4) <= 1 && (kind & 15) < 4);
      int[] table = new int[JpegComponent.BLOCK];
      for (int natural : JpegScan.ZIGZAG) {
        table[natural] = wide ? u2(place) : u1(place);
        place += wide ? 2 : 1;
        require(table[natural] > 0);
      }
      quantizations[kind & 15] = table;
    }
    require(place == end);
  }

  private void huffmanCodes(int data, int end) throws JpegOddity {
    int place = data;
    while (place < end) {
      int kind = u1(place++);
      int[] counts = new int[16];
      int total = 0;
      for (int i = 0; i < 16; i++) {
        counts[i] = u1(place++);
        total += counts[i];
      }
      require((kind & 0xec) == 0);
      require(total <= 256 && place + total <= end);
      codes.put(kind, new JpegHuffman(counts, Arrays.copyOfRange(content, place, place + total)));
      place += total;
    }
    require(place == end);
  }

  private void frame(int data, int end) throws JpegOddity {
    require(components.isEmpty() && u1(data) == 8);
    height = u2(data + 1);
    width = u2(data + 3);
    int count = u1(data + 5);
    require(count == 1 || count == 3);
    require(end == data + 6 + 3 * count);
    long pixels = width * (long) height;
    require(pixels > 0 && pixels <= MOST_PIXELS && pixels / content.length <= MOST_PER_BYTE);
    List<Header> headers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int place = data + 6 + 3 * i;
      int sampling = u1(place + 1);
      headers.add(new Header(u1(place), sampling >> 4, sampling & 15, u1(place + 2)));
    }
    if (count == 1) {
      headers.set(0, new Header(headers.get(0).id(), 1, 1, headers.get(0).quantization()));
    }
    require(isUsual(headers));
    Header luma = headers.get(0);
    for (Header header : headers) {
      components.add(component(header, luma));
    }
  }

  /** Colours are as large as the luma, or half as wide, or half as wide and half as high. */
  private boolean isUsual(List<Header> headers) {
    Header luma = headers.get(0);
    int sampling = luma.horizontal() << 4 | luma.vertical();
    boolean usual = luma.quantization() < 4;
    usual &= sampling == 0x11 || sampling == 0x21 || sampling == 0x22;
    for (Header colour : headers.subList(1, headers.size())) {
      usual &= colour.quantization() < 4 && colour.horizontal() == 1 && colour.vertical() == 1;
    }
    return usual && (sampling == 0x11 || (height > 1 && (width + 1) / 2 >= NARROWEST));
  }

  private JpegComponent component(Header header, Header luma) {
    int across = up(width, 8 * luma.horizontal()) * header.horizontal();
    int down = up(height, 8 * luma.vertical()) * header.vertical();
    int own = up(width * header.horizontal(), luma.horizontal());
    return new JpegComponent(
        header, own, up(height * header.vertical(), luma.vertical()), across, down);
  }

  private static int up(int size, int unit) {
    return (size + unit - 1) / unit;
  }

  private void scan(int data, int end) throws JpegOddity {
    int count = u1(data);
    require(++scans <= MOST_SCANS);
    require(!components.isEmpty() && count >= 1 && count <= components.size());
    require(end == data + 4 + 2 * count);
    int bitPair = u1(end - 1);
    JpegScan.Range range = new JpegScan.Range(u1(end - 3), u1(end - 2), bitPair >> 4, bitPair & 15);
    require(range.to() >= range.from() && range.to() < JpegComponent.BLOCK);
    require(range.from() == 0 ? range.to() == 0 : count == 1);
    require(range.low() <= 13 && (range.high() == 0 || range.high() == range.low() + 1));
    List<JpegScan.Part> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(part(u1(data + 1 + 2 * i), u1(data + 2 + 2 * i), range));
    }
    JpegComponent first = parts.getFirst().component();
    Header luma = components.getFirst().header();
    int columns = count == 1 ? up(first.width(), 8) : up(width, 8 * luma.horizontal());
    int rows = count == 1 ? up(first.height(), 8) : up(height, 8 * luma.vertical());
    JpegBits bits = new JpegBits(content, end);
    new JpegScan(bits, parts, range).read(columns, rows, restart);
    at = bits.marker();
  }

  /** A component of a scan with its codes, of which a scan needs one at the most. */
  private JpegScan.Part part(int id, int numbers, JpegScan.Range range) throws JpegOddity {
    for (JpegComponent component : components) {
      if (component.header().id() == id) {
        boolean mean = range.from() == 0 && range.high() == 0;
        boolean others = range.from() > 0;
        return new JpegScan.Part(
            component,
            mean ? code(numbers >> 4) : JpegHuffman.NONE,
            others ? code(0x10 | (numbers & 15)) : JpegHuffman.NONE);
      }
    }
    throw new JpegOddity("a scan of nothing");
  }

  private JpegHuffman code(int kind) throws JpegOddity {
    JpegHuffman code = codes.get(kind);
    if (code == null) {
      throw new JpegOddity("a code that is missing");
    }
    return code;
  }

  private byte[] rgb() throws JpegOddity {
    require(!components.isEmpty());
    boolean ycc = components.size() == 3 && isYcc();
    List<Plane> planes = new ArrayList<>();
    for (JpegComponent component : components) {
      int[] quantization = quantizations[component.header().quantization()];
      require(component.isComplete() && quantization.length > 0);
      planes.add(
          new Plane(
              component.samples(quantization),
              8 * component.stride(),
              component.width(),
              component.height()));
    }
    if (planes.size() == 1) {
      return JpegPixels.gray(planes.getFirst());
    }
    return ycc ? JpegPixels.ofYcc(planes) : JpegPixels.plain(planes);
  }

  /** As libjpeg guesses it; what it would be unsure of is left to the JDK. */
  private boolean isYcc() throws JpegOddity {
    List<Integer> ids = components.stream().map(component -> component.header().id()).toList();
    boolean full = components.getFirst().header().horizontal() == 1;
    if (jfif || adobe == 1 || (adobe < 0 && ids.equals(List.of(1, 2, 3)))) {
      return true;
    }
    require(full && adobe == 0);
    return false;
  }

  private int u1(int place) throws JpegOddity {
    require(place < content.length);
    return content[place] & 0xff;
  }

  private int u2(int place) throws JpegOddity {
    return u1(place) << 8 | u1(place + 1);
  }

  private static void require(boolean usual) throws JpegOddity {
    if (!usual) {
      throw new JpegOddity("an unusual header");
    }
  }
}
