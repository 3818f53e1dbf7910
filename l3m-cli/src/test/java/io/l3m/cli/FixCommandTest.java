// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.l3m.house.Checkout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slips are mended in place; nothing else of a config changes. */
class FixCommandTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final PrintStream realOut = System.out;

  @TempDir private Path folder = Path.of("");
  private Path config = Path.of("");
  private String correct = "";

  @BeforeEach
  void copyAQuickStart() throws IOException {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    Path configs = Checkout.root().resolve("configs");
    Files.copy(configs.resolve("defaults.yaml"), folder.resolve("defaults.yaml"));
    correct = Files.readString(configs.resolve("quickstart/digits-vit.yaml"));
    config = folder.resolve("digits.yaml");
  }

  @AfterEach
  void restore() {
    System.setOut(realOut);
  }

  private String broken() {
    return correct
        .replace("num_heads: ${constants.num_heads}", "num_haeds: ${constants.num_heads}")
        .replace("attention.GenericAttention", "attention.GenericAtention")
        .replace("weight_init_style: trunc_normal", "weight_init_style: \"trunc_norml\"");
  }

  @Test
  void slipsAreMendedAndTheRestStays() throws IOException {
    Files.writeString(config, broken());
    Main.run("fix", config.toString());
    assertThat(config)
        .hasContent(
            correct.replace(
                "weight_init_style: trunc_normal", "weight_init_style: \"trunc_normal\""));
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("--- " + config + "\n+++ " + config + "\n@@ -")
        .contains("\n-        num_haeds: ${constants.num_heads}\n+        num_heads: $")
        .contains("\n-      weight_init_style: \"trunc_norml\"\n");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void aDryRunOnlyShowsTheDifference() throws IOException {
    Files.writeString(config, broken());
    assertThat(Main.run("fix", "--dry-run", config.toString())).isEqualTo(1);
    assertThat(config).hasContent(broken());
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("+        num_heads: $");
  }

  @Test
  void whatIsNoSlipIsLeftToThePerson() throws IOException {
    String doubtful = correct.replace("in_features: ${constants.embed_dim}", "in_features: 65");
    Files.writeString(config, doubtful);
    assertThat(Main.run("fix", config.toString())).isEqualTo(1);
    assertThat(config).hasContent(doubtful);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
