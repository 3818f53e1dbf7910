// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.codec;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** Reads what the JDK reads, sample by sample: its colour conversions are not those of Pillow. */
final class RasterDecoder {

  private RasterDecoder() {}

  static Pixels decode(String format, byte[] content) throws IOException {
    ImageReader reader = reader(format);
    try (ByteStream stream = new ByteStream(content)) {
      reader.setInput(stream, true, true);
      ImageDecoder.checkSize(reader.getWidth(0), reader.getHeight(0), content.length);
      BufferedImage image = reader.read(0);
      return image.getColorModel() instanceof IndexColorModel palette
          ? coloured(image.getRaster(), palette)
          : plain(image.getRaster());
    } finally {
      reader.dispose();
    }
  }

  static ImageReader reader(String format) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    if (!readers.hasNext()) {
      throw new IOException("this Java has no reader for " + format + " images");
    }
    return readers.next();
  }

  private static Pixels coloured(Raster raster, IndexColorModel palette) {
    int width = raster.getWidth();
    int[] row = new int[width];
    byte[] rgb = new byte[3 * width * raster.getHeight()];
    for (int y = 0, at = 0; y < raster.getHeight(); y++) {
      raster.getSamples(0, y, width, 1, 0, row);
      for (int x = 0; x < width; x++, at += 3) {
        int colour = palette.getRGB(row[x]);
        rgb[at] = (byte) (colour >> 16);
        rgb[at + 1] = (byte) (colour >> 8);
        rgb[at + 2] = (byte) colour;
      }
    }
    return Pixels.of(width, raster.getHeight(), rgb);
  }

  /** One or two bands are grey (and alpha), three or four are RGB (and alpha). */
  static Pixels plain(Raster raster) {
    int width = raster.getWidth();
    boolean grey = raster.getNumBands() < 3;
    double[] row = new double[width];
    byte[] rgb = new byte[3 * width * raster.getHeight()];
    for (int band = 0; band < 3; band++) {
      int source = grey ? 0 : band;
      double scale = scale(raster, source, grey);
      for (int y = 0, at = band; y < raster.getHeight(); y++) {
        raster.getSamples(0, y, width, 1, source, row);
        for (int x = 0; x < width; x++, at += 3) {
          rgb[at] = (byte) Math.max(0, Math.min(255, (int) (row[x] * scale)));
        }
      }
    }
    return Pixels.of(width, raster.getHeight(), rgb);
  }

  /** Fewer than eight bits are spread, more are cut off in colours and clipped in grey. */
  private static double scale(Raster raster, int band, boolean grey) {
    int type = raster.getTransferType();
    if (type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE) {
      return 1;
    }
    int bits = raster.getSampleModel().getSampleSize(band);
    if (bits < 8) {
      return 255.0 / ((1 << bits) - 1);
    }
    return grey ? 1 : 1.0 / (1 << (bits - 8));
  }
}
