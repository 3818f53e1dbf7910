// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.codec;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Turns image files into RGB pixels the way {@code PIL.Image.open(f).convert("RGB")} does: the
 * content decides the format, not the name; alpha is dropped, not blended; grey of more than eight
 * bits is clipped at 255, colour keeps its upper eight bits; the EXIF orientation is ignored.
 *
 * <p>JPEG (also CMYK), PNG, PNM, BMP, TIFF and GIF are read; WebP is not.
 */
public final class ImageDecoder {

  /** Larger images are taken for an attack, as Pillow does. */
  static final long MOST_PIXELS = 178_956_970;

  /** Images of fewer pixels may be of one colour and take next to no bytes. */
  private static final long FEW_PIXELS = 1 << 24;

  /** More than a byte of deflated black and white can hold. */
  private static final long MOST_PIXELS_PER_BYTE = 10_000;

  private ImageDecoder() {}

  /**
   * Reads a file.
   *
   * @throws IOException if the file cannot be read or decoded; the message names it
   */
  public static Pixels read(Path file) throws IOException {
    try {
      return decode(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new IOException("there is no image `" + file + "`", e);
    } catch (IOException | RuntimeException e) {
      throw new IOException("cannot decode the image `" + file + "`: " + e.getMessage(), e);
    }
  }

  /**
   * Decodes the content of a file.
   *
   * @throws IOException if it is no complete image of a known format
   */
  public static Pixels decode(byte[] content) throws IOException {
    if (content.length == 0) {
      throw new IOException("it is empty");
    }
    if (starts(content, 0, "\u0089PNG\r\n\u001a\n")) {
      return new PngDecoder(content).decode();
    }
    if (content.length > 2 && content[0] == 'P' && content[1] >= '1' && content[1] <= '6') {
      return new PnmDecoder(content).decode();
    }
    if (starts(content, 0, "RIFF") && starts(content, 8, "WEBP")) {
      throw new IOException(
          "it is a WebP image, which is not supported; convert it to PNG or JPEG");
    }
    String format = formatOfImageIo(content);
    try {
      return format.equals("jpeg")
          ? JpegDecoder.decode(content)
          : RasterDecoder.decode(format, content);
    } catch (EOFException e) {
      throw new IOException("it is truncated", e);
    } catch (RuntimeException e) {
      throw new IOException("the content of the %s file is damaged".formatted(format), e);
    }
  }

  private static String formatOfImageIo(byte[] content) throws IOException {
    if (starts(content, 0, "\u00ff\u00d8\u00ff")) {
      return "jpeg";
    }
    if (starts(content, 0, "GIF8")) {
      return "gif";
    }
    if (starts(content, 0, "BM")) {
      return "bmp";
    }
    if (starts(content, 0, "II*\0") || starts(content, 0, "MM\0*")) {
      return "tiff";
    }
    throw new IOException("it is no JPEG, PNG, PNM, BMP, TIFF or GIF image");
  }

  private static boolean starts(byte[] content, int offset, String signature) {
    if (content.length < offset + signature.length()) {
      return false;
    }
    for (int i = 0; i < signature.length(); i++) {
      if ((content[offset + i] & 0xff) != signature.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Checks the size before anything is allocated.
   *
   * @param length of the file in bytes
   */
  static void checkSize(long width, long height, int length) throws IOException {
    if (width < 1 || height < 1) {
      throw new IOException("its size is " + width + " x " + height);
    }
    if (width * height > MOST_PIXELS) {
      throw new IOException(
          "it has %d x %d pixels, more than the %d allowed".formatted(width, height, MOST_PIXELS));
    }
    if (width * height > FEW_PIXELS && width * height / length > MOST_PIXELS_PER_BYTE) {
      throw new IOException(
          "it has %d bytes, which cannot hold the %d x %d pixels that it names"
              .formatted(length, width, height));
    }
  }
}
