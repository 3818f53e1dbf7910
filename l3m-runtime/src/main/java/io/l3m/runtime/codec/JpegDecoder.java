// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.codec;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import javax.imageio.ImageReader;

/**
 * Reads JPEG through the JDK's libjpeg, keeping one reader for each thread; progressive images, at
 * which that is slow, by {@link ProgressiveJpeg} if it can.
 */
final class JpegDecoder {

  /** What the Adobe marker says about the colours. */
  private enum AdobeTransform {
    ABSENT,
    NONE,
    YCC,
    YCCK
  }

  private static final int PROGRESSIVE = 0xc2;

  private static final ThreadLocal<JpegDecoder> DECODERS = new ThreadLocal<>();

  private final ImageReader reader;
  private final List<String> warnings = new ArrayList<>();

  private JpegDecoder(ImageReader reader) {
    this.reader = reader;
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
  }

  static Pixels decode(byte[] content) throws IOException {
    int frame = marker(content, JpegDecoder::isFrame);
    if (frame >= 0 && (content[frame + 1] & 0xff) == PROGRESSIVE) {
      try {
        return ProgressiveJpeg.decode(content);
      } catch (JpegOddity odd) {
        return decodeByJdk(content);
      }
    }
    return decodeByJdk(content);
  }

  /** The same for any kind of JPEG. */
  static Pixels decodeByJdk(byte[] content) throws IOException {
    JpegDecoder decoder = DECODERS.get();
    if (decoder == null) {
      decoder = new JpegDecoder(RasterDecoder.reader("jpeg"));
      DECODERS.set(decoder);
    }
    return decoder.read(content);
  }

  private Pixels read(byte[] content) throws IOException {
    warnings.clear();
    try (ByteStream stream = new ByteStream(content)) {
      reader.setInput(stream, true, true);
      ImageDecoder.checkSize(reader.getWidth(0), reader.getHeight(0), content.length);
      Pixels pixels = components(content) == 4 ? cmyk(content) : rgb(reader.read(0));
      for (String warning : warnings) {
        if (warning.contains("Premature end") || warning.contains("EOI")) {
          throw new IOException("it is truncated");
        }
      }
      return pixels;
    } finally {
      reader.setInput(null);
    }
  }

  private static Pixels rgb(BufferedImage image) {
    if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
      return gray(image);
    }
    if (image.getType() != BufferedImage.TYPE_3BYTE_BGR) {
      return RasterDecoder.plain(image.getRaster());
    }
    byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; i + 2 < bgr.length; i += 3) {
      byte blue = bgr[i];
      bgr[i] = bgr[i + 2];
      bgr[i + 2] = blue;
    }
    return Pixels.of(image.getWidth(), image.getHeight(), bgr);
  }

  private static Pixels gray(BufferedImage image) {
    byte[] values = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    byte[] rgb = new byte[3 * values.length];
    for (int i = 0, to = 0; i < values.length; i++, to += 3) {
      rgb[to] = values[i];
      rgb[to + 1] = values[i];
      rgb[to + 2] = values[i];
    }
    return Pixels.of(image.getWidth(), image.getHeight(), rgb);
  }

  /** Adobe's programs store the complement of each ink; Pillow undoes that by the marker alone. */
  private Pixels cmyk(byte[] content) throws IOException {
    Raster raster = reader.readRaster(0, null);
    AdobeTransform transform = adobeTransform(content);
    int width = raster.getWidth();
    byte[] rgb = new byte[3 * width * raster.getHeight()];
    int[] row = new int[4 * width];
    for (int y = 0, at = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < 4 * width; x += 4) {
        if (transform == AdobeTransform.YCCK) {
          fromYcc(row, x);
        }
        boolean complement = transform != AdobeTransform.ABSENT;
        int white = complement ? row[x + 3] : 255 - row[x + 3];
        for (int c = 0; c < 3; c++) {
          int ink = complement ? 255 - row[x + c] : row[x + c];
          rgb[at++] = (byte) Math.max(0, white - scaled(ink, white));
        }
      }
    }
    return Pixels.of(width, raster.getHeight(), rgb);
  }

  /** Rounded {@code a · b / 255}. */
  private static int scaled(int a, int b) {
    int product = a * b + 128;
    return ((product >> 8) + product) >> 8;
  }

  /** YCbCr to the complement of CMY, which is how YCCK stores it (ITU-T T.871, clause 7). */
  private static void fromYcc(int[] row, int x) {
    double luma = row[x];
    double blue = row[x + 1] - 128.0;
    double red = row[x + 2] - 128.0;
    row[x] = 255 - clip(luma + 1.402 * red);
    row[x + 1] = 255 - clip(luma - 0.344136 * blue - 0.714136 * red);
    row[x + 2] = 255 - clip(luma + 1.772 * blue);
  }

  private static int clip(double value) {
    return (int) Math.max(0, Math.min(255, Math.rint(value)));
  }

  private static int components(byte[] content) {
    int frame = marker(content, JpegDecoder::isFrame);
    return frame >= 0 && frame + 9 < content.length ? content[frame + 9] : 3;
  }

  private static AdobeTransform adobeTransform(byte[] content) {
    int at = marker(content, code -> code == 0xee);
    if (at < 0 || at + 15 >= content.length || content[at + 4] != 'A' || content[at + 5] != 'd') {
      return AdobeTransform.ABSENT;
    }
    return switch (content[at + 15]) {
      case 0 -> AdobeTransform.NONE;
      case 1 -> AdobeTransform.YCC;
      default -> AdobeTransform.YCCK;
    };
  }

  private static boolean isFrame(int code) {
    return code >= 0xc0 && code <= 0xcf && code != 0xc4 && code != 0xc8 && code != 0xcc;
  }

  /** The offset of the first segment before the scan whose marker fits, or -1. */
  private static int marker(byte[] content, IntPredicate wanted) {
    int at = 2;
    while (at + 4 <= content.length && (content[at] & 0xff) == 0xff) {
      int code = content[at + 1] & 0xff;
      if (wanted.test(code)) {
        return at;
      }
      if (code == 0xda) {
        return -1;
      }
      boolean fill = code == 0xff;
      at += fill ? 1 : 2 + ((content[at + 2] & 0xff) << 8 | (content[at + 3] & 0xff));
    }
    return -1;
  }
}
