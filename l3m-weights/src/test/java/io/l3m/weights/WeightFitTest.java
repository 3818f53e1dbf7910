// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.weights.WeightFit.Slot;
import io.l3m.weights.WeightSource.Pair;
import io.l3m.weights.WeightSource.Renamer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightFitTest {

  private static StoredTensor tensor(ElementType type, Long... shape) {
    List<Long> sizes = List.of(shape);
    return new StoredTensor(
        type,
        sizes,
        StoredTensor.rowMajor(sizes),
        new StoredTensor.Extent(
            Path.of("x"), 100, 4 * sizes.stream().reduce(1L, (a, b) -> a * b), false));
  }

  private static WeightTable table(String... names) {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (String name : names) {
      tensors.put(name, tensor(ElementType.F32, 2L));
    }
    return new WeightTable(Path.of("x"), tensors, Map.of());
  }

  private static Map<String, Slot> model(String... names) {
    Map<String, Slot> model = new LinkedHashMap<>();
    for (String name : names) {
      model.put(name, new Slot(List.of(2L), WeightFit.Elements.FRACTIONS));
    }
    return model;
  }

  private static WeightSource source(WeightTable table, List<String> filters, Pair... pairs) {
    return new WeightSource(table, filters, new Renamer.Pairs(List.of(pairs)));
  }

  @Test
  void pairsReplaceAllOccurrencesOneAfterTheOther() {
    WeightFit fit =
        WeightFit.of(
            List.of(source(table("a.a.w"), List.of(), new Pair("a", "b"), new Pair("b.b", "c"))),
            model("c.w"));
    assertThat(fit.isComplete()).isTrue();
    assertThat(fit.placed().keySet()).containsExactly("c.w");
  }

  @Test
  void whatNothingFitsIsReportedByItsPlace() {
    WeightFit fit =
        WeightFit.of(
            List.of(
                source(
                    table("a.w", "b.w"),
                    List.of("b.*", "haed.*", "c.*"),
                    new Pair("x", "y"),
                    new Pair("a", "a"))),
            model("a.w", "c.w"));
    assertThat(fit.isComplete()).isTrue();
    assertThat(fit.excused()).containsExactly("c.w");
    assertThat(fit.unused())
        .containsExactlyInAnyOrder(
            new WeightFit.Unused(0, true, 1), new WeightFit.Unused(0, false, 0));
  }

  @Test
  void namesThatMeetAreReported() {
    WeightFit fit =
        WeightFit.of(
            List.of(source(table("a.w", "b.w"), List.of(), new Pair("b", "a"))), model("a.w"));
    assertThat(fit.collisions()).containsExactly(new WeightFit.Collision(0, "a.w", "a.w", "b.w"));
  }

  @Test
  void shapesAndKindsOfElementsMustAgree() {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    tensors.put("half", tensor(ElementType.BF16, 2L));
    tensors.put("count", tensor(ElementType.I64, 2L));
    tensors.put("wide", tensor(ElementType.F32, 3L));
    WeightFit fit =
        WeightFit.of(
            List.of(source(new WeightTable(Path.of("x"), tensors, Map.of()), List.of())),
            model("half", "count", "wide"));
    assertThat(fit.placed().keySet()).containsExactly("half");
    assertThat(fit.mismatched())
        .extracting(WeightFit.Mismatch::toString)
        .containsExactly(
            "count of int64 instead of floating-point numbers", "wide [3] instead of [2]");
  }

  /** A renaming that doubles names forty times over would fill any memory. */
  @Test
  void renamingsCannotExplode() {
    Pair[] pairs = new Pair[60];
    java.util.Arrays.fill(pairs, new Pair("a", "aa"));
    WeightFit fit = WeightFit.of(List.of(source(table("a"), List.of(), pairs)), model("b"));
    assertThat(fit.unexpected()).hasSize(1);
  }

  @Test
  void patternsAreAsShortAsTheyCanBe() {
    List<String> all = List.of("head.a.w", "head.a.b", "head.b.w", "trunk.0.w", "trunk.1.w", "x");
    assertThat(WeightFit.patterns(List.of("head.a.w", "head.a.b", "trunk.1.w", "x"), all))
        .containsExactly("head.a.*", "trunk.1.*", "x");
    assertThat(WeightFit.patterns(all, all)).containsExactly("head.*", "trunk.*", "x");
  }
}
