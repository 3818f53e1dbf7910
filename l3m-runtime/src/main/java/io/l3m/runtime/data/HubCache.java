// SPDX-License-Identifier: Apache-2.0
package io.l3m.runtime.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What earlier downloads from Hugging Face left on this machine, in the layout of the cache of
 * {@code huggingface_hub}. Nothing is downloaded.
 */
public final class HubCache {

  private final Path hub;

  private HubCache(Path hub) {
    this.hub = hub;
  }

  /** The cache that {@code HF_HUB_CACHE} or {@code HF_HOME} names, else that of the user. */
  public static HubCache of(Map<String, String> environment) {
    String cache = environment.get("HF_HUB_CACHE");
    if (cache != null) {
      return new HubCache(Path.of(cache));
    }
    String user = System.getProperty("user.home");
    boolean unknown = user.equals("?"); // a user whom the system does not know, as in containers
    Path own = Path.of(unknown ? environment.getOrDefault("HOME", "/") : user);
    String home = environment.get("HF_HOME");
    Path folder = home == null ? own.resolve(".cache/huggingface") : Path.of(home);
    return new HubCache(folder.resolve("hub"));
  }

  /** The folder that holds the cache. */
  public Path folder() {
    return hub;
  }

  /** The files of a model, as of the last download of its main branch. */
  public Optional<Path> model(String name) {
    return snapshot("models--", name);
  }

  /** The files of a data set, as of the last download of its main branch. */
  public Optional<Path> dataset(String name) {
    return snapshot("datasets--", name);
  }

  private Optional<Path> snapshot(String kind, String name) {
    if (!name.matches("[\\w.-]+(/[\\w.-]+)?")) {
      return Optional.empty();
    }
    Path repository = hub.resolve(kind + name.replace("/", "--"));
    try {
      String revision = Files.readString(repository.resolve("refs/main")).strip();
      Path snapshot = repository.resolve("snapshots").resolve(revision);
      return Files.isDirectory(snapshot) ? Optional.of(snapshot) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // never downloaded
    }
  }
}
