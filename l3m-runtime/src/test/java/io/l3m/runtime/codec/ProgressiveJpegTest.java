// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.l3m.runtime.golden.Golden;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Progressive images are decoded to the bit as the JDK's libjpeg does, or not at all. */
class ProgressiveJpegTest {

  private static final String FORMAT = "javax_imageio_jpeg_image_1.0";

  @ParameterizedTest(name = "{0} x {1}, luma {2} x {3}, quality {4}")
  @CsvSource({
    "64, 48, 2, 2, 0.75",
    "65, 47, 2, 2, 0.3",
    "17, 33, 2, 2, 1.0",
    "5, 2, 2, 2, 0.9",
    "131, 31, 2, 1, 0.5",
    "6, 2, 2, 1, 0.9",
    "40, 24, 1, 1, 0.05",
    "1, 1, 1, 1, 0.9",
    "33, 9, 1, 1, 1.0"
  })
  void everySizeGivesTheSamePixels(int width, int height, int wide, int high, float quality)
      throws Exception {
    byte[] content = write(picture(width, height, BufferedImage.TYPE_INT_RGB), wide, high, quality);
    assertSame(content);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 9, 50})
  void greyIsRead(int size) throws Exception {
    assertSame(write(picture(size, size + 3, BufferedImage.TYPE_BYTE_GRAY), 1, 1, 0.8f));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"images/allium.jpg", "odd/progressive.jpg", "odd/progressive_restart.jpg"})
  void filesOfOtherProgramsAreRead(String name) throws Exception {
    assertSame(Golden.bytes(name));
  }

  private static void assertSame(byte[] content) throws JpegOddity, IOException {
    Pixels expected = JpegDecoder.decodeByJdk(content);
    Pixels pixels = ProgressiveJpeg.decode(content);
    assertThat(pixels.width()).isEqualTo(expected.width());
    assertThat(pixels.rgb()).isEqualTo(expected.rgb());
  }

  @ParameterizedTest
  @CsvSource({"30, 1, 2, 2", "3, 8, 2, 2", "4, 8, 2, 1", "16, 16, 1, 2"})
  void whatIsRareIsLeftToTheJdk(int width, int height, int wide, int high) throws Exception {
    BufferedImage image = picture(width, height, BufferedImage.TYPE_INT_RGB);
    byte[] content = write(image, wide, high, 0.9f);
    assertThatThrownBy(() -> ProgressiveJpeg.decode(content)).isInstanceOf(JpegOddity.class);
    assertThat(JpegDecoder.decode(content).rgb()).hasSize(3 * width * height);
  }

  @Test
  @Timeout(60)
  void everyCutIsAnOddity() throws Exception {
    byte[] whole = Golden.bytes("odd/progressive_restart.jpg");
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> ProgressiveJpeg.decode(cut)).isInstanceOf(JpegOddity.class);
    }
  }

  @Test
  @Timeout(60)
  void aChangedByteIsAnOddityOrAnotherPicture() throws Exception {
    byte[] whole = Golden.bytes("odd/progressive_restart.jpg");
    Random random = new Random(1);
    int read = 0;
    for (int i = 0; i < whole.length; i++) {
      byte[] bytes = whole.clone();
      bytes[i] = (byte) random.nextInt(256);
      try {
        read += ProgressiveJpeg.decode(bytes).width() > 0 ? 1 : 0;
      } catch (JpegOddity odd) {
        assertThat(odd.getMessage()).isNotEmpty();
      }
    }
    assertThat(read).isPositive();
  }

  private static BufferedImage picture(int width, int height, int type) {
    Random random = new Random(width);
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int noise = random.nextInt(32);
        int red = 127 + (int) (95 * Math.sin(x / 5.0 + y / 9.0)) + noise;
        int blue = (x * 7 + y * 3 + noise) & 0xff;
        image.setRGB(x, y, red << 16 | (255 - red) << 8 | blue);
      }
    }
    return image;
  }

  private static byte[] write(BufferedImage image, int wide, int high, float quality)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam options = writer.getDefaultWriteParam();
    options.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    options.setCompressionQuality(quality);
    IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), options);
    Node tree = metadata.getAsTree(FORMAT);
    Element luma = (Element) ((Element) tree).getElementsByTagName("componentSpec").item(0);
    luma.setAttribute("HsamplingFactor", Integer.toString(wide));
    luma.setAttribute("VsamplingFactor", Integer.toString(high));
    metadata.setFromTree(FORMAT, tree);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(content)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, metadata), options);
    } finally {
      writer.dispose();
    }
    return content.toByteArray();
  }
}
