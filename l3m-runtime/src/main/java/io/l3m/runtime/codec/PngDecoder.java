// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.codec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads PNG (ISO/IEC 15948, https://www.w3.org/TR/png-3/): all colour types, depths and
 * interlacing. Written here because data sets of small images spend most of their time opening
 * files, and because damaged files have to be told from sound ones as Pillow does: the check sums
 * of all chunks count except those of the pixels, and a missing end does no harm once all pixels
 * are there.
 */
final class PngDecoder {

  private static final int GREY = 0;
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int GREY_ALPHA = 4;
  private static final int RGB_ALPHA = 6;

  /** Adam7: the first column and row of each pass, and its steps. */
  private static final int[][] ADAM7 = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  private static final ThreadLocal<Inflater> INFLATER = ThreadLocal.withInitial(Inflater::new);

  private final byte[] file;
  private int offset = 8;
  private int width;
  private int height;
  private int depth;
  private int colour;
  private boolean interlaced;
  private byte[] palette = new byte[0];
  private byte[] rgb = new byte[0];

  PngDecoder(byte[] file) {
    this.file = file;
  }

  Pixels decode() throws IOException {
    if (!nextChunk().equals("IHDR")) {
      throw new IOException("it does not begin with a header");
    }
    readHeader();
    String type = nextChunk();
    while (!type.equals("IDAT")) {
      if (type.equals("PLTE")) {
        palette = Arrays.copyOfRange(file, offset + 8, offset + 8 + chunkLength());
      } else if (type.equals("IEND")) {
        throw new IOException("it holds no pixels");
      }
      offset += 12 + chunkLength();
      type = nextChunk();
    }
    rgb = new byte[3 * width * height];
    Inflater inflater = INFLATER.get();
    inflater.reset();
    int[][] passes = interlaced ? ADAM7 : new int[][] {{0, 0, 1, 1}};
    for (int[] pass : passes) {
      readPass(inflater, pass);
    }
    return Pixels.of(width, height, rgb);
  }

  /** The type of the chunk at {@link #offset}, whose check sum is right unless it holds pixels. */
  private String nextChunk() throws IOException {
    if (offset + 12 > file.length) {
      throw new IOException("it is truncated");
    }
    int length = chunkLength();
    String type = new String(file, offset + 4, 4, StandardCharsets.ISO_8859_1);
    if (type.equals("IDAT")) {
      return type;
    }
    if (length < 0 || length > file.length - offset - 12) {
      throw new IOException("it is truncated");
    }
    CRC32 crc = new CRC32();
    crc.update(file, offset + 4, length + 4);
    if ((int) crc.getValue() != int32(offset + 8 + length)) {
      throw new IOException("the check sum of its chunk `" + type + "` is wrong");
    }
    return type;
  }

  private int chunkLength() {
    return int32(offset);
  }

  private int int32(int at) {
    return (file[at] & 0xff) << 24
        | (file[at + 1] & 0xff) << 16
        | (file[at + 2] & 0xff) << 8
        | (file[at + 3] & 0xff);
  }

  private void readHeader() throws IOException {
    if (chunkLength() != 13) {
      throw new IOException("its header has " + chunkLength() + " bytes instead of 13");
    }
    width = int32(offset + 8);
    height = int32(offset + 12);
    depth = file[offset + 16];
    colour = file[offset + 17];
    interlaced = file[offset + 20] != 0;
    ImageDecoder.checkSize(width, height, file.length);
    boolean known =
        switch (colour) {
          case GREY -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
          case PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
          case RGB, GREY_ALPHA, RGB_ALPHA -> depth == 8 || depth == 16;
          default -> false;
        };
    if (!known) {
      throw new IOException("it has the unknown colour type " + colour + " with depth " + depth);
    }
    offset += 25;
  }

  private int channels() {
    return switch (colour) {
      case RGB -> 3;
      case GREY_ALPHA -> 2;
      case RGB_ALPHA -> 4;
      default -> 1;
    };
  }

  private void readPass(Inflater inflater, int[] pass) throws IOException {
    int columns = (width - pass[0] + pass[2] - 1) / pass[2];
    int rows = (height - pass[1] + pass[3] - 1) / pass[3];
    if (columns <= 0 || rows <= 0) {
      return;
    }
    int pixelBits = channels() * depth;
    int step = Math.max(1, pixelBits / 8);
    int bytes = (int) (((long) columns * pixelBits + 7) / 8);
    // One leading filter byte; both rows carry `step` zeros in front for the first pixel.
    byte[] line = new byte[step + bytes];
    byte[] above = new byte[step + bytes];
    byte[] filter = new byte[1];
    for (int row = 0; row < rows; row++) {
      inflate(inflater, filter, 0, 1);
      inflate(inflater, line, step, bytes);
      unfilter(filter[0], line, above, step);
      int target = ((pass[1] + row * pass[3]) * width + pass[0]) * 3;
      store(line, step, columns, target, 3 * pass[2]);
      byte[] swap = above;
      above = line;
      line = swap;
    }
  }

  private void inflate(Inflater inflater, byte[] into, int from, int length) throws IOException {
    int done = 0;
    try {
      while (done < length) {
        done += inflater.inflate(into, from + done, length - done);
        if (done < length && (inflater.finished() || inflater.needsDictionary())) {
          throw new IOException("its pixels end early");
        }
        if (done < length && inflater.needsInput()) {
          feed(inflater);
        }
      }
    } catch (DataFormatException e) {
      throw new IOException("its compressed pixels are damaged (" + e.getMessage() + ")", e);
    }
  }

  private void feed(Inflater inflater) throws IOException {
    if (offset + 8 >= file.length || !nextChunk().equals("IDAT")) {
      throw new IOException("it is truncated");
    }
    int length = chunkLength();
    int available = file.length - offset - 8;
    if (length < 0) {
      throw new IOException("one of its chunks has the length " + length);
    }
    inflater.setInput(file, offset + 8, Math.min(length, available));
    offset += length > available ? available + 8 : length + 12;
  }

  private static void unfilter(int filter, byte[] line, byte[] above, int step) throws IOException {
    switch (filter) {
      case 0 -> {}
      case 1 -> {
        for (int i = step; i < line.length; i++) {
          line[i] += line[i - step];
        }
      }
      case 2 -> {
        for (int i = step; i < line.length; i++) {
          line[i] += above[i];
        }
      }
      case 3 -> {
        for (int i = step; i < line.length; i++) {
          line[i] += (byte) (((line[i - step] & 0xff) + (above[i] & 0xff)) >>> 1);
        }
      }
      case 4 -> {
        for (int i = step; i < line.length; i++) {
          line[i] += paeth(line[i - step] & 0xff, above[i] & 0xff, above[i - step] & 0xff);
        }
      }
      default -> throw new IOException("one of its rows has the unknown filter " + filter);
    }
  }

  private static byte paeth(int left, int up, int corner) {
    int byLeft = Math.abs(up - corner);
    int byUp = Math.abs(left - corner);
    int byCorner = Math.abs(left + up - 2 * corner);
    if (byLeft <= byUp && byLeft <= byCorner) {
      return (byte) left;
    }
    return (byte) (byUp <= byCorner ? up : corner);
  }

  private void store(byte[] line, int from, int columns, int first, int stride) {
    int at = first;
    int wide = depth == 16 ? 2 : 1;
    int pixel = channels() * wide;
    boolean coloured = colour == RGB || colour == RGB_ALPHA;
    for (int column = 0; column < columns; column++, at += stride) {
      if (coloured) {
        int source = from + column * pixel;
        rgb[at] = line[source];
        rgb[at + 1] = line[source + wide];
        rgb[at + 2] = line[source + 2 * wide];
      } else if (colour == PALETTE) {
        int entry = 3 * sample(line, from, column);
        for (int c = 0; c < 3; c++) {
          rgb[at + c] = entry + c < palette.length ? palette[entry + c] : 0;
        }
      } else {
        byte grey = grey(line, from, column);
        rgb[at] = grey;
        rgb[at + 1] = grey;
        rgb[at + 2] = grey;
      }
    }
  }

  private byte grey(byte[] line, int from, int column) {
    if (colour == GREY_ALPHA) {
      return line[from + column * 2 * (depth / 8)];
    }
    if (depth == 16) {
      return line[from + 2 * column] == 0 ? line[from + 2 * column + 1] : (byte) 255;
    }
    return (byte) (sample(line, from, column) * (255 / ((1 << depth) - 1)));
  }

  private int sample(byte[] line, int from, int column) {
    int bit = column * depth;
    int shift = 8 - depth - (bit & 7);
    return (line[from + (bit >>> 3)] >>> shift) & ((1 << depth) - 1);
  }
}
