// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.l3m.house.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where recorded optimisers, schedules and parameter groups lie: those of this repository, then
 * those of a folder that the property {@code l3m.golden.optim} names.
 */
final class RecordedOptim {

  private RecordedOptim() {}

  static List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    folders.add(Checkout.root().resolve("l3m-runtime/src/test/resources/golden/optim"));
    String more = System.getProperty("l3m.golden.optim", "");
    if (!more.isEmpty()) {
      folders.add(Path.of(more));
    }
    return folders;
  }

  /** The folders of cases below {@code name}. */
  static List<Path> cases(String name) throws IOException {
    List<Path> cases = new ArrayList<>();
    for (Path folder : folders()) {
      if (Files.isDirectory(folder.resolve(name))) {
        try (Stream<Path> found = Files.list(folder.resolve(name))) {
          found.filter(f -> Files.exists(f.resolve("expect.json"))).sorted().forEach(cases::add);
        }
      }
    }
    return cases;
  }

  /** The files called {@code name}. */
  static List<JsonObject> files(String name) throws IOException {
    List<JsonObject> files = new ArrayList<>();
    for (Path folder : folders()) {
      if (Files.exists(folder.resolve(name))) {
        files.add(json(folder.resolve(name)));
      }
    }
    return files;
  }

  static JsonObject json(Path file) throws IOException {
    return parse(Files.readString(file));
  }

  static JsonObject parse(String json) {
    return JsonParser.parseString(json).getAsJsonObject();
  }
}
