// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.vision;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.block.Parameter;
import io.l3m.runtime.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * {@link OpenAiClipVitProcessor} with learned registers before or after all tokens. The original
 * never initialises the registers, so they have to come from a checkpoint.
 */
public final class OpenAiClipVitProcessorWithRegisters extends ImagePreprocessor {

  private final Parameter registers; // [1, R, D]
  private final boolean right;

  /**
   * All results.
   *
   * @param output tokens and registers, {@code [B, N + R, D]}
   * @param registersMask true where a register is, {@code [B, N + R, D]} bool
   */
  public record All(Tensor output, Tensor registersMask) {}

  private OpenAiClipVitProcessorWithRegisters(Builder b) {
    super(b);
    Checks.that(
        b.appendSide.equals("right") || b.appendSide.equals("left"),
        "`appendSide` must be `right` or `left`, but is `" + b.appendSide + "`");
    this.right = b.appendSide.equals("right");
    long count = Checks.positive("numRegisters", b.numRegisters);
    this.registers = parameter("registers", 1, count, patchifier().embedDim());
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Makes tokens.
   *
   * @param image {@code [B, C, height, width]}
   * @return {@code [B, N + R, D]}
   */
  public Tensor forward(Tensor image) {
    return forwardAll(image).output();
  }

  /** As {@link #forward}, and where the registers are. */
  public All forwardAll(Tensor image) {
    Tensor tokens = completeThenNormalise(image);
    Tensor extra = registers.tensor().expand(tokens.size(0), -1, -1);
    Tensor no = torch.zeros_like(tokens).to(ScalarType.Bool);
    Tensor yes = torch.ones_like(extra).to(ScalarType.Bool);
    return right
        ? new All(joined(tokens, extra), joined(no, yes))
        : new All(joined(extra, tokens), joined(yes, no));
  }

  private static Tensor joined(Tensor first, Tensor second) {
    return Tensors.concatenate(1, List.of(first, second));
  }

  /** Parameters of {@link OpenAiClipVitProcessorWithRegisters}. */
  public static final class Builder extends ImagePreprocessor.Builder<Builder> {

    private long numRegisters;
    private String appendSide = "right";

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** Accepted and without effect, as in the original. */
    @CanIgnoreReturnValue
    public Builder dropPatches(boolean dropPatches) {
      return this;
    }

    /** The number of registers. */
    @CanIgnoreReturnValue
    public Builder numRegisters(long numRegisters) {
      this.numRegisters = numRegisters;
      return this;
    }

    /** Where they are, {@code right} or {@code left} of the others. */
    @CanIgnoreReturnValue
    public Builder appendSide(String appendSide) {
      this.appendSide = appendSide;
      return this;
    }

    /** Makes the preprocessor. */
    public OpenAiClipVitProcessorWithRegisters build() {
      return new OpenAiClipVitProcessorWithRegisters(this);
    }
  }
}
