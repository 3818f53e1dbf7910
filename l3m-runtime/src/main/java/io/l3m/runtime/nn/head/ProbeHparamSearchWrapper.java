// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.head;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Block;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.Layer;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The same head many times, one for each learning rate, batch norm and weight decay to try; the
 * optimiser reads these from their names.
 */
public final class ProbeHparamSearchWrapper extends Block {

  private final Map<String, Layer> heads = new LinkedHashMap<>();

  private ProbeHparamSearchWrapper(Builder b) {
    HeadFactory factory = Checks.given("head", b.head);
    Checks.that(b.lrGrid.length > 0, "`lrGrid` must be set");
    for (Number rate : b.lrGrid) {
      for (boolean batchNorm : b.batchnormGrid) {
        String name = "HP_LR_" + text(rate) + "_BN_" + (batchNorm ? "True" : "False");
        if (b.wdGrid.length == 0) {
          add(name, factory.createHead(batchNorm));
        }
        for (Number decay : b.wdGrid) {
          add(name + "_WD_" + text(decay), factory.createHead(batchNorm));
        }
      }
    }
  }

  private void add(String name, Layer head) {
    heads.put(name, child("heads." + name, head));
  }

  /** As Python writes the number, with a comma for the point; a whole number has none. */
  private static String text(Number number) {
    if (number instanceof Integer || number instanceof Long) {
      return number.toString();
    }
    double value = number.doubleValue();
    BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    if (value != 0 && (exponent < -4 || exponent >= 16)) {
      String mantissa = digits.scaleByPowerOfTen(-exponent).toPlainString();
      String sign = exponent < 0 ? "-" : "+";
      return "%se%s%02d".formatted(mantissa, sign, Math.abs(exponent)).replace('.', ',');
    }
    String plain = digits.toPlainString();
    return (plain.contains(".") ? plain : plain + ".0").replace('.', ',');
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Scores by every head.
   *
   * @param x what one head reads
   * @return what each gives, by its name
   */
  public Map<String, Tensor> forward(Tensor x) {
    Map<String, Tensor> scores = new LinkedHashMap<>();
    heads.forEach((name, head) -> scores.put(name, head.forward(x)));
    return scores;
  }

  /** Parameters of {@link ProbeHparamSearchWrapper}. */
  public static final class Builder {

    private @Nullable HeadFactory head;
    private Number[] lrGrid = {};
    private Number[] wdGrid = {};
    private boolean[] batchnormGrid = {false};

    private Builder() {}

    /** Makes the heads. */
    @CanIgnoreReturnValue
    public Builder head(HeadFactory head) {
      this.head = head;
      return this;
    }

    /** The learning rates to try; names of heads tell {@code 1} from {@code 1.0}. */
    @CanIgnoreReturnValue
    public Builder lrGrid(Number... lrGrid) {
      this.lrGrid = lrGrid.clone();
      return this;
    }

    /** The weight decays to try; the optimiser's own where there are none. */
    @CanIgnoreReturnValue
    public Builder wdGrid(Number... wdGrid) {
      this.wdGrid = wdGrid.clone();
      return this;
    }

    /** With and without batch norm; without unless set. */
    @CanIgnoreReturnValue
    public Builder batchnormGrid(boolean... batchnormGrid) {
      this.batchnormGrid = batchnormGrid.clone();
      return this;
    }

    /** Makes the heads. */
    public ProbeHparamSearchWrapper build() {
      return new ProbeHparamSearchWrapper(this);
    }
  }
}
