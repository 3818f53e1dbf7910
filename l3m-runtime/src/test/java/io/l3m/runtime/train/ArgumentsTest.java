// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

  @Test
  void readsAllOptions() {
    assertThat(Arguments.parse())
        .isEqualTo(new Arguments(Optional.empty(), false, false, false, ""));
    assertThat(Arguments.parse("--output", "a b", "--resume", "--quiet", "--debug"))
        .isEqualTo(new Arguments(Optional.of(Path.of("a b")), true, true, true, ""));
    assertThat(Arguments.parse("--output=runs/x"))
        .isEqualTo(new Arguments(Optional.of(Path.of("runs", "x")), false, false, false, ""));
  }

  @ParameterizedTest
  @CsvSource({
    "--outptu, `--outptu` is no option",
    "extra, `extra` is no option",
    "'', `` is no option",
    "--output, `--output` needs a directory after it",
    "--output=, `--output` needs a directory after it",
    "--resume=yes, `--resume=yes` is no option"
  })
  void namesWhatItDoesNotKnow(String argument, String message) {
    assertThatThrownBy(() -> Arguments.parse("--quiet", argument)).hasMessage(message);
  }
}
