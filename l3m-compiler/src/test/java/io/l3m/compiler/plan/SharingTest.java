// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.plan.Construct.Operand;
import io.l3m.compiler.plan.Construct.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What several places of a class need becomes a method, if it is worth one. */
class SharingTest {

  private static final Place LINE = new Place("x.yaml", OptionalInt.of(3));
  private static final Map<Place, String> KEYS = Map.of(LINE, "my_tokenizer");

  @Test
  void aConstructionUsedTwiceIsAMethodNamedAfterItsKey() {
    Construct inner = construct("a.Tokenizer", Optional.of(LINE), whole("one"), whole("two"));
    List<Construct> roots = List.of(owner("a.Train", inner), owner("a.Validation", inner));
    Sharing sharing = Sharing.among(KEYS, roots);
    List<Construct> rewritten = roots.stream().map(sharing::rewrite).toList();
    assertThat(rewritten)
        .allSatisfy(root ->
            assertThat(root.settings().getFirst().operands())
                .containsExactly(new Operand.Called("newMyTokenizer")));
    assertThat(sharing.methods()).containsExactly(new TrainingPlan.Shared("newMyTokenizer", inner));
  }

  @Test
  void whatIsUsedOnceStaysWhereItIs() {
    Construct inner = construct("a.Tokenizer", Optional.of(LINE), whole("one"), whole("two"));
    List<Construct> roots = List.of(owner("a.Train", inner));
    Sharing sharing = Sharing.among(KEYS, roots);
    assertThat(sharing.rewrite(roots.getFirst())).isEqualTo(roots.getFirst());
    assertThat(sharing.methods()).isEmpty();
  }

  @Test
  void oneSettingIsNotWorthAMethod() {
    Construct inner = construct("a.Norm", Optional.of(LINE), whole("one"));
    List<Construct> roots = List.of(owner("a.Train", inner), owner("a.Validation", inner));
    Sharing sharing = Sharing.among(KEYS, roots);
    assertThat(roots.stream().map(sharing::rewrite)).isEqualTo(roots);
    assertThat(sharing.methods()).isEmpty();
  }

  @Test
  void oneSettingThatIsMadeOfMoreIsWorthAMethod() {
    Construct step = construct("a.Resize", Optional.empty(), whole("size"));
    Construct inner = construct("a.Compose", Optional.of(LINE), nested("transforms", step));
    List<Construct> roots = List.of(owner("a.Train", inner), owner("a.Validation", inner));
    Sharing sharing = Sharing.among(KEYS, roots);
    roots.forEach(sharing::rewrite);
    assertThat(sharing.methods()).containsExactly(new TrainingPlan.Shared("newMyTokenizer", inner));
  }

  @Test
  void alikeInTwoPlacesOfTheConfigIsNotTheSame() {
    Place other = new Place("x.yaml", OptionalInt.of(9));
    List<Construct> roots =
        List.of(
            owner("a.A", construct("a.T", Optional.of(LINE), whole("one"), whole("two"))),
            owner("a.B", construct("a.T", Optional.of(other), whole("one"), whole("two"))));
    Sharing sharing = Sharing.among(KEYS, roots);
    assertThat(roots.stream().map(sharing::rewrite)).isEqualTo(roots);
  }

  @Test
  void partsOfASharedPartAreWrittenInItsMethodOnly() {
    Place line = new Place("x.yaml", OptionalInt.of(5));
    Construct part = construct("a.Part", Optional.of(line), whole("one"), whole("two"));
    Construct inner = construct("a.Whole", Optional.of(LINE), nested("part", part), whole("size"));
    List<Construct> roots = List.of(owner("a.A", inner), owner("a.B", inner));
    Sharing sharing = Sharing.among(Map.of(LINE, "whole", line, "part"), roots);
    roots.forEach(sharing::rewrite);
    assertThat(sharing.methods())
        .extracting(TrainingPlan.Shared::method)
        .containsExactly("newWhole");
    assertThat(sharing.methods().getFirst().construct()).isEqualTo(inner);
  }

  private static Construct owner(String javaClass, Construct inner) {
    return construct(javaClass, Optional.empty(), nested("inner", inner));
  }

  private static Construct construct(String javaClass, Optional<Place> place, Setting... settings) {
    return new Construct(javaClass, List.of(settings), true, place);
  }

  private static Setting nested(String setter, Construct construct) {
    return new Setting(setter, List.of(new Operand.Nested(construct)), Optional.empty());
  }

  private static Setting whole(String setter) {
    return new Setting(setter, List.of(new Operand.Whole(1)), Optional.empty());
  }
}
