// SPDX-License-Identifier: Apache-2.0
package io.l3m.mojo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.l3m.compiler.CheckRequest;
import io.l3m.compiler.CompileRequest;
import io.l3m.compiler.Compiler;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One name for all that a program is compiled from: equal names, equal programs. */
final class RequestDigest {

  private static final Pattern VARIABLE = Pattern.compile("oc\\.env:\\s*([A-Za-z_][A-Za-z0-9_]*)");

  private final MessageDigest digest;

  private RequestDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException problem) {
      throw new IllegalStateException("every JVM knows SHA-256", problem);
    }
  }

  static String of(String text) {
    RequestDigest digest = new RequestDigest();
    digest.add(text);
    return digest.hex();
  }

  static String of(CompileRequest request, String version) throws IOException {
    CheckRequest check = request.check();
    RequestDigest digest = new RequestDigest();
    digest.add(version);
    digest.add(compiler());
    digest.add(request.packageName());
    digest.add(check.worldSize() + " " + check.strict());
    List<Path> files = new ArrayList<>();
    files.add(check.config());
    check.defaults().ifPresent(files::add);
    files.addAll(check.blocks());
    for (Path file : files) {
      String text = Files.isRegularFile(file) ? new String(Files.readAllBytes(file), UTF_8) : "";
      digest.add(check.nameOf(file));
      digest.add(text);
      digest.addVariables(text, check);
    }
    for (String override : check.overrides()) {
      digest.add(override);
      digest.addVariables(override, check);
    }
    return digest.hex();
  }

  /** The compiler of a snapshot changes under one version, so its file counts as well. */
  private static String compiler() throws IOException {
    CodeSource source = Compiler.class.getProtectionDomain().getCodeSource();
    try {
      Path place = Path.of(source.getLocation().toURI());
      return Files.getLastModifiedTime(place) + " " + Files.size(place);
    } catch (URISyntaxException problem) {
      throw new IOException(problem);
    }
  }

  /** Of the environment, only what the text asks for. */
  private void addVariables(String text, CheckRequest check) {
    Matcher matcher = VARIABLE.matcher(text);
    for (MatchResult found : matcher.results().toList()) {
      add(found.group(1) + "=" + check.environment().getOrDefault(found.group(1), ""));
    }
  }

  private void add(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    digest.update((bytes.length + ":").getBytes(UTF_8));
    digest.update(bytes);
  }

  private String hex() {
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }
}
