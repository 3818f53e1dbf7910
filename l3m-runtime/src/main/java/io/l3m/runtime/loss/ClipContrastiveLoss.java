// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.loss.LossValue.Kind;
import io.l3m.runtime.tensor.Device;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.Scalars;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Each image must find its text among all of the batch, and each text its image (Radford et al.
 * 2021, https://arxiv.org/abs/2103.00020): the mean of both cross entropies.
 */
public final class ClipContrastiveLoss {

  private ClipContrastiveLoss() {}

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Computes loss and report.
   *
   * @param image {@code [B, D]} vectors of unit length
   * @param text {@code [B, D]} vectors of unit length, these or those times the scale
   * @param logitScale {@code [1]} only reported
   */
  public LossValue forward(Tensor image, Tensor text, Tensor logitScale) {
    Tensor scale = logitScale.detach().reshape(-1).select(0, 0);
    return LossValue.of(
        new Kind.OfVectors(
            List.of(image, text), all -> compare(all.getFirst(), all.getLast(), scale)));
  }

  private static LossValue compare(Tensor image, Tensor text, Tensor scale) {
    Tensor byImage = torch.matmul(image, text.t());
    Tensor byText = torch.matmul(text, image.t());
    Tensor partner =
        torch.arange(Scalars.of(image.size(0)), Device.of(image).tensorOptions(Dtype.INT64));
    Tensor loss =
        torch
            .cross_entropy_loss(byImage, partner)
            .add(torch.cross_entropy_loss(byText, partner))
            .mul(Scalars.of(0.5));
    Tensor found = byImage.detach().argmax(new LongOptional(-1), false).eq(partner);
    Tensor accuracy = found.to(ScalarType.Float).mean().mul(Scalars.of(100.0));
    return new LossValue(
        loss,
        List.of(
            new Measure("clip_loss", loss.detach()),
            new Measure("clip_acc", accuracy),
            new Measure("logit_scale", scale)));
  }

  /** Parameters of {@link ClipContrastiveLoss}. */
  public static final class Builder {

    private Builder() {}

    /** Whether gradients cross processes; without effect in a single one. */
    @CanIgnoreReturnValue
    public Builder gatherWithGrad(boolean gatherWithGrad) {
      return this;
    }

    /** Makes the criterion. */
    public ClipContrastiveLoss build() {
      return new ClipContrastiveLoss();
    }
  }
}
