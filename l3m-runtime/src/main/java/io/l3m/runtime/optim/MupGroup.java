// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.optim;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.weights.Glob;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Parameters of equal width, found by their names, and what their width means for them. */
public final class MupGroup {

  private final Glob pattern;
  private final OptionalDouble width;
  private final WidthFormula lrScale;
  private final WidthFormula initScale;

  private MupGroup(Builder b) {
    pattern = Glob.of(Checks.given("pattern", b.pattern));
    width = b.width;
    lrScale = b.lrScaleExpr;
    initScale = b.initScaleExpr;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  boolean matches(String name) {
    return pattern.matches(name);
  }

  double lrScale(double baseWidth) {
    return lrScale.at(baseWidth, width.orElse(baseWidth));
  }

  double initScale(double baseWidth) {
    return initScale.at(baseWidth, width.orElse(baseWidth));
  }

  /** Parameters of {@link MupGroup}. */
  public static final class Builder {

    private @Nullable String pattern;
    private OptionalDouble width = OptionalDouble.empty();
    private WidthFormula lrScaleExpr = (baseWidth, layerWidth) -> 1;
    private WidthFormula initScaleExpr = (baseWidth, layerWidth) -> 1;

    private Builder() {}

    /** Which parameters they are, a pattern of {@link Glob}. */
    @CanIgnoreReturnValue
    public Builder pattern(String pattern) {
      this.pattern = pattern;
      return this;
    }

    /** How wide their layers are; as wide as the base unless set. */
    @CanIgnoreReturnValue
    public Builder width(double width) {
      this.width = OptionalDouble.of(width);
      return this;
    }

    /** The factor of their learning rate; 1 unless set. */
    @CanIgnoreReturnValue
    public Builder lrScaleExpr(WidthFormula formula) {
      this.lrScaleExpr = formula;
      return this;
    }

    /** The factor of their starting weights; 1 unless set. */
    @CanIgnoreReturnValue
    public Builder initScaleExpr(WidthFormula formula) {
      this.initScaleExpr = formula;
      return this;
    }

    /** Makes the group. */
    public MupGroup build() {
      return new MupGroup(this);
    }
  }
}
