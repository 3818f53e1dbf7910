// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.vision;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.bytedeco.pytorch.Tensor;

/** Tokens of images as in CLIP: the patchifier's norm comes after class token and positions. */
public final class OpenAiClipVitProcessor extends ImagePreprocessor {

  private OpenAiClipVitProcessor(Builder b) {
    super(b);
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Makes tokens.
   *
   * @param image {@code [B, C, height, width]}
   * @return {@code [B, cls + P, D]}
   */
  public Tensor forward(Tensor image) {
    return completeThenNormalise(image);
  }

  /** Parameters of {@link OpenAiClipVitProcessor}. */
  public static final class Builder extends ImagePreprocessor.Builder<Builder> {

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

    /** Makes the preprocessor. */
    public OpenAiClipVitProcessor build() {
      return new OpenAiClipVitProcessor(this);
    }
  }
}
