// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.text;

import io.l3m.runtime.data.DataException;
import io.l3m.runtime.data.HubCache;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the file of a tokenizer lies. */
final class TokenizerPlace {

  private static final String FILE = "tokenizer.json";

  private TokenizerPlace() {}

  /**
   * Finds a {@code tokenizer.json}: the name may be the file, the folder that holds it, or a name
   * at Hugging Face whose files an earlier download left on this machine. Nothing is downloaded.
   *
   * @throws DataException if it is not there; the message says what to fetch and where to put it
   */
  static Path find(String name, Map<String, String> environment) {
    Optional<Path> local = local(name);
    if (local.isPresent()) {
      return local.get();
    }
    return downloaded(name, environment)
        .orElseThrow(() ->
            new DataException(
                ("There is no tokenizer `%s` on this machine. l3m does not download: put `%s` and"
                        + " `tokenizer_config.json` of %s into a folder and set"
                        + " `tokenizer_name` to that folder")
                    .formatted(name, FILE, source(name))));
  }

  private static Optional<Path> local(String name) {
    Path path;
    try {
      path = Path.of(name);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
    Path inside = path.resolve(FILE);
    if (Files.isRegularFile(inside)) {
      return Optional.of(inside);
    }
    if (Files.isDirectory(path)) {
      throw new DataException(
          "The folder `%s` holds no `%s`; l3m reads tokenizers in that form only"
              .formatted(name, FILE));
    }
    return Files.isRegularFile(path) ? Optional.of(path) : Optional.empty();
  }

  private static String source(String name) {
    return name.matches("[\\w.-]+(/[\\w.-]+)?") && !name.endsWith(".json")
        ? "https://huggingface.co/" + name + "/tree/main"
        : "the tokenizer";
  }

  private static Optional<Path> downloaded(String name, Map<String, String> environment) {
    return HubCache.of(environment)
        .model(name)
        .map(snapshot -> snapshot.resolve(FILE))
        .filter(Files::isRegularFile);
  }
}
