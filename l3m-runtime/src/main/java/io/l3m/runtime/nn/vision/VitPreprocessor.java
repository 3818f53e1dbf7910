// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.vision;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.nn.Tokens;
import io.l3m.runtime.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Tokens of images: patches, a class token in front, positions, and some tokens dropped. */
public final class VitPreprocessor extends ImagePreprocessor {

  private final boolean dropPatches;

  private VitPreprocessor(Builder b) {
    super(b);
    this.dropPatches = b.dropPatches;
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Makes tokens of whole images.
   *
   * @param image {@code [B, C, height, width]}
   * @return {@code [B, cls + P, D]}
   */
  public Tensor forward(Tensor image) {
    return complete(patchifier().forward(image));
  }

  /**
   * Makes tokens of images, without those of masked patches if {@code dropPatches} is set.
   *
   * @param image {@code [B, C, height, width]}
   * @param mask {@code [B, P]} bool, true for patches to drop, as many in each image
   * @return {@code [B, cls + kept, D]}
   */
  public Tensor forward(Tensor image, Tensor mask) {
    Tensor all = forward(image);
    if (!dropPatches) {
      return all;
    }
    if (!hasClsToken()) {
      return Tokens.select(all, mask.logical_not());
    }
    Tensor patches = Tokens.select(all.narrow(1, 1, all.size(1) - 1), mask.logical_not());
    return Tensors.concatenate(1, List.of(all.narrow(1, 0, 1), patches));
  }

  /** Parameters of {@link VitPreprocessor}. */
  public static final class Builder extends ImagePreprocessor.Builder<Builder> {

    private boolean dropPatches;

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    /** Whether masked patches are dropped; false unless set. */
    @CanIgnoreReturnValue
    public Builder dropPatches(boolean dropPatches) {
      this.dropPatches = dropPatches;
      return this;
    }

    /** Makes the preprocessor. */
    public VitPreprocessor build() {
      return new VitPreprocessor(this);
    }
  }
}
