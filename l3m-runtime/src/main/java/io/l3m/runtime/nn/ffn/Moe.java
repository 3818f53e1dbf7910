// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.nn.ffn;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.l3m.runtime.block.Checks;
import io.l3m.runtime.nn.Linear;
import io.l3m.runtime.nn.activation.ActivationFactory;
import io.l3m.runtime.nn.activation.Gelu;
import io.l3m.runtime.nn.ffn.Router.Routing;
import io.l3m.runtime.tensor.Dtype;
import io.l3m.runtime.tensor.Scalars;
import io.l3m.runtime.tensor.Tensors;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A mixture of gated experts without a limit of tokens: y = Σ w_e · ((act(x · W1_eᵀ) ⊙ (x · V1_eᵀ))
 * · W2_e) over the K experts e with the largest probabilities w = softmax(x · Wrᵀ) of a token (Gale
 * et al. 2022, https://arxiv.org/abs/2211.15841).
 *
 * <p>Tokens are sorted by expert, and each expert computes its own in one go: work grows with the
 * number of tokens and not of experts. How many each has is the one thing that is read from the
 * device.
 */
public final class Moe extends FeedForward {

  private final Linear scorer; // [E, D]
  private final Experts experts;
  private final Router router;
  private final double balancingWeight;

  private Moe(Builder b, FeedForwardSpec spec) {
    Checks.positive("inFeatures", spec.inFeatures());
    Checks.that(
        !(b.returnBias && spec.useBias()), "`returnBias` needs `useBias` to be false in a block");
    Checks.that(
        b.topK >= 1 && b.topK <= b.numExperts,
        "`topK` (%d) must lie between 1 and `numExperts` (%d)".formatted(b.topK, b.numExperts));
    long hidden = GatedLayers.hiddenWidth(spec.hiddenFeatures(), b.multipleOf);
    this.scorer = child("moe.router.layer", Linear.of(spec.inFeatures(), b.numExperts, false));
    this.experts = child("moe.experts", new Experts(b.numExperts, hidden, spec));
    this.router =
        new Router(
            b.numExperts,
            b.topK,
            b.normalizeExpertWeights,
            b.routerJitterEps,
            b.uniformExpertAssignment);
    this.balancingWeight =
        b.loadBalancingLossWeight / (double) Checks.positive("numLayers", b.numLayers);
  }

  @Override
  protected boolean isSampleWise() {
    return router.isSampleWise();
  }

  /** Starts a description. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Applies the mixture.
   *
   * @param x {@code [..., D]}
   */
  @Override
  public Tensor forward(Tensor x) {
    return forward(x, unused -> {});
  }

  @Override
  public Tensor forward(Tensor x, Consumer<Tensor> balances) {
    Tensor tokens = x.reshape(-1, x.size(-1));
    Routing routing = router.route(tokens, scorer, isTraining());
    Tensor visits = routing.chosen().reshape(-1); // [T · K], the numbers of experts
    Tensor counts = visits.bincount(new TensorOptional(), router.experts());
    if (balancingWeight > 0) {
      balances.accept(balance(routing, counts));
    }
    long topK = router.topK();
    Tensor order = visits.argsort(true, 0, false);
    Tensor visitors = topK == 1 ? order : torch.floor_divide(order, Scalars.of(topK));
    Tensor results = experts.forward(tokens.index_select(0, visitors), counts);
    Tensor weights = routing.weights().reshape(-1, 1).index_select(0, order);
    Tensor weighted = results.mul(Tensors.to(weights, Dtype.of(results)));
    Tensor sum = torch.zeros_like(tokens, weighted.options(), null);
    return experts.shifted(sum.index_add(0, visitors, weighted)).view_as(x);
  }

  /**
   * λ · E / (L · T · K) · n_e in the first row and mean(p_e) in the second: n_e tokens visit expert
   * e, and p_e is its probability among all T tokens. Their product is the balancing loss (Shazeer
   * et al. 2017, https://arxiv.org/abs/1701.06538).
   */
  private Tensor balance(Routing routing, Tensor counts) {
    double weight = balancingWeight * (double) router.experts() / routing.chosen().numel();
    Tensor shares = Tensors.to(counts, Dtype.FLOAT32).mul(Scalars.of(weight));
    return Tensors.stack(List.of(shares, routing.scores().mean(0)));
  }

  @Override
  protected void initialise() {
    experts.reset();
  }

  /** Parameters of {@link Moe}. */
  public static final class Builder implements FeedForwardFactory {

    private long inFeatures;
    private long hiddenFeatures;
    private ActivationFactory actLayer = Gelu.builder();
    private boolean useBias = true;
    private boolean returnBias;
    private long numExperts = 1;
    private long topK = 1;
    private double normalizeExpertWeights;
    private boolean uniformExpertAssignment;
    private double loadBalancingLossWeight = 0.1;
    private OptionalDouble routerJitterEps = OptionalDouble.empty();
    private long multipleOf = 256;
    private long numLayers = 1;

    private Builder() {}

    /** Width of the tokens. */
    @CanIgnoreReturnValue
    public Builder inFeatures(long inFeatures) {
      this.inFeatures = inFeatures;
      return this;
    }

    /** Nominal width of an expert: two thirds of it, rounded up, is the true one. */
    @CanIgnoreReturnValue
    public Builder hiddenFeatures(long hiddenFeatures) {
      this.hiddenFeatures = hiddenFeatures;
      return this;
    }

    /** The activation of the gates; exact GELU unless set. */
    @CanIgnoreReturnValue
    public Builder actLayer(ActivationFactory actLayer) {
      this.actLayer = actLayer;
      return this;
    }

    /** Whether a bias is added to what the experts give; true unless set. */
    @CanIgnoreReturnValue
    public Builder useBias(boolean useBias) {
      this.useBias = useBias;
      return this;
    }

    /** Whether that bias is returned apart, which no block can use; false unless set. */
    @CanIgnoreReturnValue
    public Builder returnBias(boolean returnBias) {
      this.returnBias = returnBias;
      return this;
    }

    /** How many experts there are; 1 unless set. */
    @CanIgnoreReturnValue
    public Builder numExperts(long numExperts) {
      this.numExperts = numExperts;
      return this;
    }

    /** How many of them a token visits; 1 unless set. */
    @CanIgnoreReturnValue
    public Builder topK(long topK) {
      this.topK = topK;
      return this;
    }

    /** p of the norm that a token's weights are divided by; 0, for none, unless set. */
    @CanIgnoreReturnValue
    public Builder normalizeExpertWeights(double normalizeExpertWeights) {
      this.normalizeExpertWeights = normalizeExpertWeights;
      return this;
    }

    /** Unsets {@code normalizeExpertWeights}. */
    @CanIgnoreReturnValue
    public Builder withoutNormalizeExpertWeights() {
      this.normalizeExpertWeights = 0;
      return this;
    }

    /** Whether tokens go to experts by their index, for tests; false unless set. */
    @CanIgnoreReturnValue
    public Builder uniformExpertAssignment(boolean uniformExpertAssignment) {
      this.uniformExpertAssignment = uniformExpertAssignment;
      return this;
    }

    /** The weight of the balancing loss; 0.1 unless set. */
    @CanIgnoreReturnValue
    public Builder loadBalancingLossWeight(double loadBalancingLossWeight) {
      this.loadBalancingLossWeight = loadBalancingLossWeight;
      return this;
    }

    /** How far the inputs of the router are shaken in training; not at all unless set. */
    @CanIgnoreReturnValue
    public Builder routerJitterEps(double routerJitterEps) {
      this.routerJitterEps = OptionalDouble.of(routerJitterEps);
      return this;
    }

    /** The kind of the experts: only {@code glu}. */
    @CanIgnoreReturnValue
    public Builder mlpType(String mlpType) {
      Checks.that(mlpType.equals("glu"), "`mlpType` must be `glu`, but is `" + mlpType + "`");
      return this;
    }

    /** How experts are computed: only {@code grouped}. */
    @CanIgnoreReturnValue
    public Builder mlpImpl(String mlpImpl) {
      Checks.that(
          mlpImpl.equals("grouped"), "`mlpImpl` must be `grouped`, but is `" + mlpImpl + "`");
      return this;
    }

    /** Accepted and without effect: the numbers are the same. */
    @CanIgnoreReturnValue
    public Builder memoryOptimizedMlp(boolean memoryOptimizedMlp) {
      return this;
    }

    /** The kind of the mixture: only {@code dmoe}, which drops no token. */
    @CanIgnoreReturnValue
    public Builder moeClass(String moeClass) {
      Checks.that(moeClass.equals("dmoe"), "`moeClass` must be `dmoe`, but is `" + moeClass + "`");
      return this;
    }

    /** What the width of an expert is rounded up to; 256 unless set. */
    @CanIgnoreReturnValue
    public Builder multipleOf(long multipleOf) {
      this.multipleOf = multipleOf;
      return this;
    }

    /** How many mixtures share the balancing loss; 1 unless set. */
    @CanIgnoreReturnValue
    public Builder numLayers(long numLayers) {
      this.numLayers = numLayers;
      return this;
    }

    /** Accepted and without effect: the probabilities are float32 in any case. */
    @CanIgnoreReturnValue
    public Builder loadBalancingInFp32(boolean loadBalancingInFp32) {
      return this;
    }

    /** Makes the mixture. */
    public Moe build() {
      return create(new FeedForwardSpec(inFeatures, hiddenFeatures, actLayer, 0, useBias));
    }

    @Override
    public Moe create(FeedForwardSpec spec) {
      return new Moe(this, spec);
    }
  }
}
