// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.image;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.data.LabelledImage;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Mixes each image of a batch with the one at the opposite end and their targets alike ({@code
 * timm.data.Mixup}): by blending, λ·x + (1 - λ)·x' (Zhang et al. 2018,
 * https://arxiv.org/abs/1710.09412), or by pasting a box of x' into x, where λ is the share of x
 * that remains (Yun et al. 2019, https://arxiv.org/abs/1905.04899); λ is drawn from Beta(α, α).
 */
public final class Mixup {

  private static final Box NOTHING = new Box(0, 0, 0, 0);

  private final double mixupAlpha;
  private final double cutmixAlpha;
  private final double[] cutmixMinmax;
  private final double prob;
  private final double switchProb;
  private final MixupMode mode;
  private final boolean correctLam;
  private final double labelSmoothing;
  private final int numClasses;

  private Mixup(Builder builder) {
    this.mixupAlpha = builder.mixupAlpha;
    this.cutmixMinmax = builder.cutmixMinmax;
    // A range of box sizes stands for cutting alone, as in timm.
    this.cutmixAlpha = cutmixMinmax.length == 0 ? builder.cutmixAlpha : 1;
    this.prob = builder.prob;
    this.switchProb = builder.switchProb;
    this.mode = builder.mode;
    this.correctLam = builder.correctLam;
    this.labelSmoothing = builder.labelSmoothing;
    this.numClasses = Math.toIntExact(builder.numClasses);
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** How two images are mixed: the share that one keeps, and whether a box is pasted. */
  private record Mix(double share, boolean cut) {}

  /** A box and the share of the image outside of it. */
  private record Cut(Box box, double share) {}

  /**
   * Mixes a batch.
   *
   * @param samples an even number of images {@code [3, H, W]} with class numbers
   * @return new samples with probabilities {@code [num_classes]} as targets
   */
  public List<LabelledImage> mix(List<LabelledImage> samples, RandomGenerator random) {
    if (samples.size() % 2 != 0) {
      throw new IllegalArgumentException(
          "`Mixup` mixes images in pairs, and a batch has %d; make `batch_size` even and set"
                  .formatted(samples.size())
              + " `drop_last`");
    }
    MixedBatch batch = new MixedBatch(samples);
    switch (mode) {
      case BATCH -> mixAll(batch, random);
      case PAIR -> mixPairs(batch, random);
      case ELEM -> mixEach(batch, random);
    }
    return batch.result(numClasses, labelSmoothing);
  }

  private void mixAll(MixedBatch batch, RandomGenerator random) {
    if (!(random.nextDouble() < prob)) {
      return;
    }
    boolean cut = mixupAlpha <= 0;
    if (mixupAlpha > 0 && cutmixAlpha > 0) {
      cut = random.nextDouble() < switchProb;
    }
    double share = Beta.draw(random, cut ? cutmixAlpha : mixupAlpha);
    if (share == 1) {
      return;
    }
    Cut box = cut ? cut(batch, share, Math.sqrt(1 - share), random) : new Cut(NOTHING, share);
    for (int i = 0; i < batch.size(); i++) {
      int other = batch.size() - 1 - i;
      if (cut) {
        batch.paste(i, other, box.box());
      } else {
        batch.blend(i, other, (float) share);
      }
      batch.keep(i, (float) box.share());
    }
  }

  private void mixPairs(MixedBatch batch, RandomGenerator random) {
    Mix[] mixes = draw(batch.size() / 2, random);
    for (int i = 0; i < mixes.length; i++) {
      int other = batch.size() - 1 - i;
      double share = mixes[i].share();
      if (mixes[i].cut() && share != 1) {
        Cut cut = cut(batch, share, root(share), random);
        batch.paste(i, other, cut.box());
        batch.paste(other, i, cut.box());
        share = cut.share();
      } else if (share != 1) {
        batch.blend(i, other, (float) share);
        batch.blend(other, i, (float) share);
      }
      batch.keep(i, (float) share);
      batch.keep(other, (float) share);
    }
  }

  private void mixEach(MixedBatch batch, RandomGenerator random) {
    Mix[] mixes = draw(batch.size(), random);
    for (int i = 0; i < mixes.length; i++) {
      int other = batch.size() - 1 - i;
      double share = mixes[i].share();
      if (mixes[i].cut() && share != 1) {
        Cut cut = cut(batch, share, root(share), random);
        batch.paste(i, other, cut.box());
        share = cut.share();
      } else if (share != 1) {
        batch.blend(i, other, (float) share);
      }
      batch.keep(i, (float) share);
    }
  }

  /** Shares that are not for a whole batch are kept in float32, and so are their roots. */
  private static double root(double share) {
    return (float) Math.sqrt(1 - (float) share);
  }

  /** One mix for each of {@code count} images; timm draws each kind of number for all at once. */
  private Mix[] draw(int count, RandomGenerator random) {
    boolean both = mixupAlpha > 0 && cutmixAlpha > 0;
    boolean[] cut = new boolean[count];
    for (int i = 0; i < count; i++) {
      cut[i] = both ? random.nextDouble() < switchProb : mixupAlpha <= 0;
    }
    float[] shares = new float[count];
    if (cutmixAlpha > 0) {
      betas(shares, cut, cutmixAlpha, random);
    }
    if (mixupAlpha > 0) {
      boolean[] blend = new boolean[count];
      for (int i = 0; i < count; i++) {
        blend[i] = !cut[i];
      }
      betas(shares, blend, mixupAlpha, random);
    }
    Mix[] mixes = new Mix[count];
    for (int i = 0; i < count; i++) {
      mixes[i] = new Mix(random.nextDouble() < prob ? shares[i] : 1, cut[i]);
    }
    return mixes;
  }

  private static void betas(
      float[] shares, boolean[] wanted, double alpha, RandomGenerator random) {
    for (int i = 0; i < shares.length; i++) {
      float share = (float) Beta.draw(random, alpha);
      if (wanted[i]) {
        shares[i] = share;
      }
    }
  }

  private Cut cut(MixedBatch batch, double share, double root, RandomGenerator random) {
    int h = batch.height();
    int w = batch.width();
    Box box = cutmixMinmax.length == 0 ? box(h, w, root, random) : sizedBox(h, w, random);
    boolean correct = correctLam || cutmixMinmax.length > 0;
    double rest = 1 - (double) box.height() * box.width() / ((double) h * w);
    return new Cut(box, correct ? rest : share);
  }

  /** A box of about {@code root} of each side around any pixel, as far as it lies in the image. */
  private static Box box(int h, int w, double root, RandomGenerator random) {
    int boxHeight = (int) (h * root);
    int boxWidth = (int) (w * root);
    int y = random.nextInt(h) - boxHeight / 2;
    int x = random.nextInt(w) - boxWidth / 2;
    int top = Math.max(0, y);
    int left = Math.max(0, x);
    return new Box(top, left, Math.min(h, y + boxHeight) - top, Math.min(w, x + boxWidth) - left);
  }

  private Box sizedBox(int h, int w, RandomGenerator random) {
    int boxHeight = between((int) (h * cutmixMinmax[0]), (int) (h * cutmixMinmax[1]), random);
    int boxWidth = between((int) (w * cutmixMinmax[0]), (int) (w * cutmixMinmax[1]), random);
    int top = random.nextInt(h - boxHeight);
    int left = random.nextInt(w - boxWidth);
    return new Box(top, left, boxHeight, boxWidth);
  }

  private static int between(int least, int end, RandomGenerator random) {
    if (end <= least) {
      throw new IllegalArgumentException(
          "`cutmix_minmax` leaves no size of a box for images so small");
    }
    return least + random.nextInt(end - least);
  }

  /** The parameters of {@code Mixup}. */
  public static final class Builder {

    private double mixupAlpha = 1;
    private double cutmixAlpha;
    private double[] cutmixMinmax = {};
    private double prob = 1;
    private double switchProb = 0.5;
    private MixupMode mode = MixupMode.BATCH;
    private boolean correctLam = true;
    private double labelSmoothing = 0.1;
    private long numClasses = 1000;

    private Builder() {}

    /** α of blending, 0 for none; default 1. */
    @CanIgnoreReturnValue
    public Builder mixupAlpha(double value) {
      mixupAlpha = value;
      return this;
    }

    /** α of cutting, 0 for none; default 0. */
    @CanIgnoreReturnValue
    public Builder cutmixAlpha(double value) {
      cutmixAlpha = value;
      return this;
    }

    /** The least and the greatest share of a side that a box takes; by default λ decides. */
    @CanIgnoreReturnValue
    public Builder cutmixMinmax(double... leastAndGreatest) {
      cutmixMinmax = leastAndGreatest.clone();
      return this;
    }

    /** The probability that anything is mixed; default 1. */
    @CanIgnoreReturnValue
    public Builder prob(double value) {
      prob = value;
      return this;
    }

    /** The probability of cutting where both kinds are on; default 0.5. */
    @CanIgnoreReturnValue
    public Builder switchProb(double value) {
      switchProb = value;
      return this;
    }

    /** What shares one draw; default the batch. */
    @CanIgnoreReturnValue
    public Builder mode(MixupMode value) {
      mode = value;
      return this;
    }

    /** Whether λ follows the box where the edge of the image cuts it off; default true. */
    @CanIgnoreReturnValue
    public Builder correctLam(boolean value) {
      correctLam = value;
      return this;
    }

    /** The share of a target that is spread over all classes; default 0.1. */
    @CanIgnoreReturnValue
    public Builder labelSmoothing(double value) {
      labelSmoothing = value;
      return this;
    }

    /** Default 1000. */
    @CanIgnoreReturnValue
    public Builder numClasses(long value) {
      numClasses = value;
      return this;
    }

    /**
     * Makes the mixer.
     *
     * @throws IllegalArgumentException if a parameter is out of its range
     */
    public Mixup build() {
      requireRange();
      if (mixupAlpha < 0 || cutmixAlpha < 0) {
        throw new IllegalArgumentException("`mixup_alpha` and `cutmix_alpha` must not be negative");
      }
      if (mixupAlpha == 0 && cutmixAlpha == 0 && cutmixMinmax.length == 0) {
        throw new IllegalArgumentException(
            "`mixup_alpha` and `cutmix_alpha` are both 0; one of them has to be above it");
      }
      Frames.requireShare("prob", prob);
      Frames.requireShare("switch_prob", switchProb);
      Frames.requireShare("label_smoothing", labelSmoothing);
      if (numClasses < 1) {
        throw new IllegalArgumentException("`num_classes` must be at least 1, not " + numClasses);
      }
      return new Mixup(this);
    }

    private void requireRange() {
      boolean valid =
          cutmixMinmax.length == 0
              || (cutmixMinmax.length == 2
                  && cutmixMinmax[0] >= 0
                  && cutmixMinmax[0] < cutmixMinmax[1]
                  && cutmixMinmax[1] <= 1);
      if (!valid) {
        throw new IllegalArgumentException(
            "`cutmix_minmax` must be two numbers from 0 to 1, the smaller one first");
      }
    }
  }
}
