// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import io.l3m.runtime.data.Picture;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * Turns pictures with the arithmetic of Pillow's {@code Image.rotate}.
 *
 * @param expand whether the result is large enough for all of the picture
 * @param fill the value of what lies outside
 */
record Rotation(Interpolation interpolation, boolean expand, int fill) {

  /**
   * Where a pixel of the result comes from: {@code x' = a·x + b·y + c, y' = d·x + e·y + f}, with
   * whole numbers at the corners of pixels.
   */
  private record Affine(double a, double b, double c, double d, double e, double f) {
    double x(double x, double y) {
      return a * x + b * y + c;
    }

    double y(double x, double y) {
      return d * x + e * y + f;
    }

    Affine movedTo(double newC, double newF) {
      return new Affine(a, b, newC, d, e, newF);
    }
  }

  /**
   * The turned picture.
   *
   * @param degrees counter-clockwise, from 0 to below 360
   */
  Picture apply(Picture picture, double degrees) {
    boolean square = picture.width() == picture.height();
    if (degrees == 0) {
      return picture;
    }
    if (degrees == 180 || ((degrees == 90 || degrees == 270) && (expand || square))) {
      return quarters(picture, (int) degrees / 90);
    }
    double angle = -Math.toRadians(degrees);
    double cosine = rounded(StrictMath.cos(angle));
    double sine = rounded(StrictMath.sin(angle));
    Affine turn = new Affine(cosine, sine, 0, -sine, cosine, 0);
    double x = picture.width() / 2.0;
    double y = picture.height() / 2.0;
    turn = turn.movedTo(turn.x(-x, -y) + x, turn.y(-x, -y) + y);
    int width = picture.width();
    int height = picture.height();
    if (expand) {
      double[] columns = {0, width, width, 0};
      double[] rows = {0, 0, height, height};
      double[] xs = new double[4];
      double[] ys = new double[4];
      for (int i = 0; i < 4; i++) {
        xs[i] = turn.x(columns[i], rows[i]);
        ys[i] = turn.y(columns[i], rows[i]);
      }
      width = extent(xs);
      height = extent(ys);
      double back = -(width - picture.width()) / 2.0;
      double up = -(height - picture.height()) / 2.0;
      turn = turn.movedTo(turn.x(back, up), turn.y(back, up));
    }
    return transformed(picture, turn, width, height);
  }

  /** To 15 places behind the point, so that right angles have no rest; of the digits it has. */
  private static double rounded(double value) {
    return new BigDecimal(value).setScale(15, RoundingMode.HALF_EVEN).doubleValue();
  }

  private static int extent(double... places) {
    double least = Arrays.stream(places).min().orElse(0);
    double most = Arrays.stream(places).max().orElse(0);
    return (int) (Math.ceil(most) - Math.floor(least));
  }

  private static Picture quarters(Picture picture, int quarters) {
    int width = picture.width();
    int height = picture.height();
    int newWidth = quarters == 2 ? width : height;
    int newHeight = quarters == 2 ? height : width;
    byte[] out = new byte[picture.rgb().length];
    for (int y = 0, to = 0; y < newHeight; y++) {
      for (int x = 0; x < newWidth; x++, to += 3) {
        int row = quarters == 1 ? x : quarters == 2 ? height - 1 - y : height - 1 - x;
        int column = quarters == 1 ? width - 1 - y : quarters == 2 ? width - 1 - x : y;
        System.arraycopy(picture.rgb(), 3 * (row * width + column), out, to, 3);
      }
    }
    return picture.changed(newWidth, newHeight, out);
  }

  private Picture transformed(Picture picture, Affine turn, int width, int height) {
    byte[] out = new byte[3 * width * height];
    Arrays.fill(out, (byte) fill);
    if (interpolation == Interpolation.NEAREST) {
      nearest(picture, turn, width, out);
    } else {
      for (int y = 0, to = 0; y < height; y++) {
        for (int x = 0; x < width; x++, to += 3) {
          double fromX = turn.x(x + 0.5, y + 0.5);
          double fromY = turn.y(x + 0.5, y + 0.5);
          if (fromX >= 0 && fromX < picture.width() && fromY >= 0 && fromY < picture.height()) {
            between(picture, fromX - 0.5, fromY - 0.5, out, to);
          }
        }
      }
    }
    return picture.changed(width, height, out);
  }

  /** In steps with 16 fractional bits. */
  private static void nearest(Picture picture, Affine turn, int width, byte[] out) {
    int startX = fixed(turn.c() + turn.a() * 0.5 + turn.b() * 0.5);
    int startY = fixed(turn.f() + turn.d() * 0.5 + turn.e() * 0.5);
    for (int to = 0; to < out.length; ) {
      int x = startX;
      int y = startY;
      for (int i = 0; i < width; i++, to += 3) {
        int column = x >> 16;
        int row = y >> 16;
        if (column >= 0 && column < picture.width() && row >= 0 && row < picture.height()) {
          System.arraycopy(picture.rgb(), 3 * (row * picture.width() + column), out, to, 3);
        }
        x += fixed(turn.a());
        y += fixed(turn.d());
      }
      startX += fixed(turn.b());
      startY += fixed(turn.e());
    }
  }

  private static int fixed(double value) {
    return (int) Math.floor(value * 65536.0 + 0.5);
  }

  /** A pixel between those of the picture. */
  private void between(Picture picture, double x, double y, byte[] out, int to) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    boolean cubic = interpolation == Interpolation.BICUBIC;
    int first = cubic ? -1 : 0;
    int count = cubic ? 4 : 2;
    double[] rows = new double[count];
    double[] values = new double[count];
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < count; i++) {
        int row = top + first + i;
        if (i > 0 && (row < 0 || row >= picture.height())) {
          rows[i] = rows[i - 1];
          continue;
        }
        int start = Math.clamp(row, 0, picture.height() - 1) * picture.width();
        for (int k = 0; k < count; k++) {
          int column = Math.clamp(left + first + k, 0, picture.width() - 1);
          values[k] = picture.rgb()[3 * (start + column) + c] & 0xff;
        }
        rows[i] = blend(values, x - left);
      }
      double value = blend(rows, y - top);
      out[to + c] = (byte) (value <= 0 ? 0 : value >= 255 ? 255 : (int) value);
    }
  }

  private static double blend(double[] v, double share) {
    if (v.length == 2) {
      return v[0] + (v[1] - v[0]) * share;
    }
    double second = -v[0] + v[2];
    double third = 2 * (v[0] - v[1]) + v[2] - v[3];
    double fourth = -v[0] + v[1] - v[2] + v[3];
    return v[1] + share * (second + share * (third + share * fourth));
  }
}
