// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn;

import io.l3m.runtime.tensor.Scalars;
import java.util.Arrays;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Stochastic depth (Huang et al. 2016, https://arxiv.org/abs/1603.09382): in training, the whole
 * branch of a sample is dropped with probability p and divided by 1 - p otherwise.
 */
public final class DropPath extends Layer {

  private static final GeneratorOptional DEFAULT_GENERATOR = new GeneratorOptional();

  private final double keep;

  private DropPath(double p) {
    this.keep = 1.0 - p;
  }

  /** A layer that drops with probability {@code p}. */
  public static DropPath of(double p) {
    return new DropPath(p);
  }

  @Override
  protected boolean isSampleWise() {
    return keep == 1.0;
  }

  @Override
  public Tensor forward(Tensor x) {
    if (keep == 1.0 || !isTraining()) {
      return x;
    }
    long[] shape = new long[(int) x.dim()];
    Arrays.fill(shape, 1);
    shape[0] = x.size(0);
    Tensor mask = torch.empty(shape, x.options(), null).bernoulli_(keep, DEFAULT_GENERATOR);
    if (keep > 0.0) {
      mask.div_(Scalars.of(keep));
    }
    return x.mul(mask);
  }
}
