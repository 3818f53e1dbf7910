// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.compiler.emit.EmittedFile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A program that names what is not there is found out before javac is asked. */
final class RuntimeClassesTest {

  @Test
  void namesWhatIsNotOnTheClassPath() {
    EmittedFile file =
        new EmittedFile(
            "some.program",
            "Model",
            """
            package some.program;

            import io.l3m.runtime.block.Model;
            import io.l3m.runtime.nn.future.Teleport;
            import java.util.List;
            import org.bytedeco.pytorch.Tensor;
            """);
    assertThat(RuntimeClasses.missing(List.of(file), RuntimeClassesTest.class.getClassLoader()))
        .containsExactly("io.l3m.runtime.nn.future.Teleport");
  }
}
