// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.loss;

import io.l3m.runtime.tensor.Scalars;
import io.l3m.runtime.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What a criterion computes.
 *
 * @param loss a tensor without dimensions, to be differentiated
 * @param measures what to report beside it
 * @param kind how the loss of a batch follows from those of its parts
 */
public record LossValue(Tensor loss, List<Measure> measures, Kind kind) {

  /** How the loss of a batch follows from those of its parts, which may be computed apart. */
  public sealed interface Kind {

    /** It does not: the batch is needed as a whole. */
    record Whole() implements Kind {}

    /** The mean over samples that all count alike. */
    record MeanOfSamples() implements Kind {}

    /**
     * The mean over things that some samples have more of than others.
     *
     * @param count how many this loss is the mean of, a tensor without dimensions
     */
    record MeanOfCounted(Tensor count) implements Kind {}

    /**
     * A function of a few vectors that every sample is mapped to, such as a comparison of all pairs
     * in a batch: the parts give their vectors, and it is computed once, of all.
     *
     * @param vectors what this part gives, each with its samples along the first dimension
     * @param loss of such tensors with the samples of all parts, in their order
     */
    record OfVectors(List<Tensor> vectors, Function<List<Tensor>, LossValue> loss) implements Kind {

      /** Copies the list. */
      public OfVectors {
        vectors = List.copyOf(vectors);
      }
    }

    /** The sum of losses of several kinds. */
    record Sum(List<LossValue> terms) implements Kind {

      /** Copies the list. */
      public Sum {
        terms = List.copyOf(terms);
      }
    }
  }

  /** Copies the list. */
  public LossValue {
    measures = List.copyOf(measures);
  }

  /** A loss that needs its batch as a whole. */
  public LossValue(Tensor loss, List<Measure> measures) {
    this(loss, measures, new Kind.Whole());
  }

  /** A loss of this kind, of all samples that there are. */
  public static LossValue of(Kind.OfVectors kind) {
    LossValue value = kind.loss().apply(kind.vectors());
    return new LossValue(value.loss, value.measures, kind);
  }

  /**
   * The loss and its reports beyond the scope that they were computed in, where all else that the
   * way forward made may go: the way back has what it needs.
   */
  public LossValue kept(TensorScope scope) {
    List<Measure> kept =
        measures.stream()
            .map(measure -> new Measure(measure.name(), scope.keep(measure.value())))
            .toList();
    return new LossValue(scope.keep(loss), kept);
  }

  /** The losses that it is the sum of. */
  public List<LossValue> terms() {
    return kind instanceof Kind.Sum sum ? sum.terms() : List.of(this);
  }

  /** Whether parts of a batch may be computed side by side. */
  public boolean isSeparable() {
    return terms().stream().noneMatch(term -> term.kind instanceof Kind.Whole);
  }

  /** The loss weighted; what is reported beside it stays as it is. */
  public LossValue times(double weight) {
    if (weight == 1.0) {
      return this;
    }
    if (kind instanceof Kind.Sum sum) {
      return sum(sum.terms().stream().map(term -> term.times(weight)).toArray(LossValue[]::new));
    }
    Kind weighted =
        kind instanceof Kind.OfVectors(var vectors, var whole)
            ? new Kind.OfVectors(vectors, all -> whole.apply(all).times(weight))
            : kind;
    return new LossValue(loss.mul(Scalars.of(weight)), measures, weighted);
  }

  /**
   * What a part of a batch adds to the loss and the reports of the whole.
   *
   * @param shares what the part counts for in each term; one of which it has nothing is left out
   */
  public static LossValue weighed(List<LossValue> terms, double... shares) {
    Tensor sum = torch.zeros(new long[0]);
    List<Measure> measures = new ArrayList<>();
    for (int i = 0; i < shares.length; i++) {
      boolean nothing = shares[i] == 0; // the mean of nothing is no number, and no share of it, too
      Scalar share = new Scalar(shares[i]);
      sum = nothing ? sum : sum.add(terms.get(i).loss.mul(share));
      for (Measure measure : terms.get(i).measures) {
        Tensor value = measure.value();
        Tensor own = nothing ? torch.zeros_like(value) : value.mul(share);
        measures.add(new Measure(measure.name(), own));
      }
    }
    return new LossValue(sum, measures);
  }

  /** The sum of several losses, and all that they report. */
  public static LossValue sum(LossValue... values) {
    Tensor sum = values[0].loss;
    List<Measure> measures = new ArrayList<>(values[0].measures);
    List<LossValue> terms = new ArrayList<>(values[0].terms());
    for (int i = 1; i < values.length; i++) {
      sum = sum.add(values[i].loss);
      measures.addAll(values[i].measures);
      terms.addAll(values[i].terms());
    }
    return new LossValue(sum, measures, new Kind.Sum(terms));
  }
}
