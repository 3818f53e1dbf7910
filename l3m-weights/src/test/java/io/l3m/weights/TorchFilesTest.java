// SPDX-License-Identifier: Apache-2.0
package io.l3m.weights;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that PyTorch has written, with what it says about them. */
class TorchFilesTest {

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(TorchFilesTest.class.getResource("torch/" + name).toURI());
  }

  private static JsonObject expected() throws IOException, URISyntaxException {
    return JsonParser.parseString(Files.readString(resource("expected.json"))).getAsJsonObject();
  }

  static List<String> files() throws IOException, URISyntaxException {
    return List.copyOf(expected().keySet());
  }

  @ParameterizedTest
  @MethodSource("files")
  void namesShapesAndTypesAreThoseOfPyTorch(String file) throws Exception {
    JsonObject wanted = expected().getAsJsonObject(file);
    Map<String, StoredTensor> found = WeightTable.read(resource(file)).tensors();
    assertThat(found.keySet()).containsExactlyElementsOf(wanted.keySet());
    found.forEach((name, tensor) -> {
      JsonObject description = wanted.getAsJsonObject(name);
      assertThat(tensor.type()).hasToString(description.get("dtype").getAsString());
      assertThat(tensor.shape())
          .containsExactlyElementsOf(
              description.getAsJsonArray("shape").asList().stream()
                  .map(JsonElement::getAsLong)
                  .toList());
    });
  }

  @Test
  void viewsKeepTheirStrides() throws Exception {
    WeightTable views = WeightTable.read(resource("views.pth"));
    assertThat(views.tensor("whole").isContiguous()).isTrue();
    assertThat(views.tensor("turned").strides()).containsExactly(1L, 6L);
    assertThat(views.tensor("column").strides()).containsExactly(6L);
    assertThat(views.tensor("inner").bytes().position())
        .isEqualTo(views.tensor("whole").bytes().position() + 8 * Float.BYTES);
    assertThat(views.tensor("inner").bytes().length()).isEqualTo(9 * Float.BYTES);
    assertThat(views.tensor("repeated").strides()).containsExactly(0L);
    assertThat(views.tensor("nothing").elements()).isZero();
  }
}
