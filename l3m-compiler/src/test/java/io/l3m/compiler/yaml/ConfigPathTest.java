// SPDX-License-Identifier: Apache-2.0
package io.l3m.compiler.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigPathTest {

  private static final List<String> NAMES =
      List.of("a", "embed_dim", "1", "", ".", "a.b", "[0]", "it's", "\\", "\"", " ", "größe", "']");

  @Test
  void parsesWhatItPrints() {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      ConfigPath path = ConfigPath.ROOT;
      for (int length = random.nextInt(5); length > 0; length--) {
        path =
            random.nextInt(3) == 0
                ? path.item(random.nextInt(1000))
                : path.child(NAMES.get(random.nextInt(NAMES.size())));
      }
      assertThat(ConfigPath.parse(path.toString())).as(path.toString()).contains(path);
    }
  }

  @ParameterizedTest
  @CsvSource({"a.b[0].c", "[1]", "[1][2]", "['a.b'].c", "a['']", "x"})
  void printsWhatItParses(String text) {
    assertThat(ConfigPath.parse(text).map(ConfigPath::toString)).contains(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {".a", "a.", "a..b", "a[", "a[]", "a[x]", "a[-1]", "a[1", "a['b]", "a b"})
  void refusesWhatIsNoPath(String text) {
    assertThat(ConfigPath.parse(text)).isEmpty();
  }

  @Test
  void knowsItsOwner() {
    ConfigPath path = ConfigPath.of("a", "b").item(3);
    assertThat(path.parent()).contains(ConfigPath.of("a", "b"));
    assertThat(path.last()).contains(new ConfigPath.Segment.Item(3));
    assertThat(ConfigPath.ROOT.parent()).isEmpty();
    assertThat(ConfigPath.parse("")).contains(ConfigPath.ROOT);
  }

  @Test
  void ordersOwnersFirstAndItemsByNumber() {
    List<ConfigPath> ordered =
        List.of(
            ConfigPath.ROOT,
            ConfigPath.of("a"),
            ConfigPath.of("a").item(2),
            ConfigPath.of("a").item(10),
            ConfigPath.of("a", "b"),
            ConfigPath.of("b"));
    List<ConfigPath> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(1));
    Collections.sort(shuffled);
    assertThat(shuffled).isEqualTo(ordered);
  }
}
