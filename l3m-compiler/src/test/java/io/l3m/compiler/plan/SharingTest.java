// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.plan.Construct.Operand;
import io.l3m.compiler.plan.Construct.Setting;
import io.l3m.compiler.yaml.ConfigPath;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What several places of a class need becomes a method, if it is worth one. */
class SharingTest {

  private static final Place KEY = place("my_tokenizer");

  @Test
  void aConstructionUsedTwiceIsAMethodNamedAfterItsKey() {
    Construct inner = construct("a.Tokenizer", Optional.of(KEY), whole("one"), whole("two"));
    List<Construct> roots = List.of(owner("a.Train", inner), owner("a.Validation", inner));
    Sharing sharing = Sharing.among(roots);
    List<Construct> rewritten = roots.stream().map(sharing::rewrite).toList();
    assertThat(rewritten)
        .allSatisfy(root ->
            assertThat(root.settings().getFirst().operands())
                .containsExactly(new Operand.Called("newMyTokenizer")));
    assertThat(sharing.methods()).containsExactly(new TrainingPlan.Shared("newMyTokenizer", inner));
  }

  @Test
  void whatIsUsedOnceStaysWhereItIs() {
    Construct inner = construct("a.Tokenizer", Optional.of(KEY), whole("one"), whole("two"));
    List<Construct> roots = List.of(owner("a.Train", inner));
    Sharing sharing = Sharing.among(roots);
    assertThat(sharing.rewrite(roots.getFirst())).isEqualTo(roots.getFirst());
    assertThat(sharing.methods()).isEmpty();
  }

  @Test
  void oneSettingIsNotWorthAMethod() {
    Construct inner = construct("a.Norm", Optional.of(KEY), whole("one"));
    List<Construct> roots = List.of(owner("a.Train", inner), owner("a.Validation", inner));
    Sharing sharing = Sharing.among(roots);
    assertThat(roots.stream().map(sharing::rewrite)).isEqualTo(roots);
    assertThat(sharing.methods()).isEmpty();
  }

  @Test
  void oneSettingThatIsMadeOfMoreIsWorthAMethod() {
    Construct step = construct("a.Resize", Optional.empty(), whole("size"));
    Construct inner = construct("a.Compose", Optional.of(KEY), nested("transforms", step));
    List<Construct> roots = List.of(owner("a.Train", inner), owner("a.Validation", inner));
    Sharing sharing = Sharing.among(roots);
    roots.forEach(sharing::rewrite);
    assertThat(sharing.methods()).containsExactly(new TrainingPlan.Shared("newMyTokenizer", inner));
  }

  @Test
  void alikeInTwoPlacesOfTheConfigIsNotTheSame() {
    Place other = place("another");
    List<Construct> roots =
        List.of(
            owner("a.A", construct("a.T", Optional.of(KEY), whole("one"), whole("two"))),
            owner("a.B", construct("a.T", Optional.of(other), whole("one"), whole("two"))));
    Sharing sharing = Sharing.among(roots);
    assertThat(roots.stream().map(sharing::rewrite)).isEqualTo(roots);
  }

  @Test
  void partsOfASharedPartAreWrittenInItsMethodOnly() {
    Place key = place("part");
    Construct part = construct("a.Part", Optional.of(key), whole("one"), whole("two"));
    Construct inner = construct("a.Whole", Optional.of(KEY), nested("part", part), whole("size"));
    List<Construct> roots = List.of(owner("a.A", inner), owner("a.B", inner));
    Sharing sharing = Sharing.among(roots);
    roots.forEach(sharing::rewrite);
    assertThat(sharing.methods())
        .extracting(TrainingPlan.Shared::method)
        .containsExactly("newMyTokenizer");
    assertThat(sharing.methods().getFirst().construct()).isEqualTo(inner);
  }

  private static Place place(String key) {
    return new Place("x.yaml", ConfigPath.of("constants", key));
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
