// SPDX-License-Identifier: Apache-2.0
package io.l3m.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The versions of l3m and of what it runs on, as Maven built them. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {line()};
  }

  static String line() {
    Properties versions = new Properties();
    try (InputStream file = Version.class.getResourceAsStream("version.properties")) {
      if (file != null) {
        versions.load(file);
      }
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    return "l3m %s (libtorch %s, Java %s)"
        .formatted(
            versions.getProperty("l3m"), versions.getProperty("libtorch"), Runtime.version());
  }
}
