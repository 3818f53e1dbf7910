// SPDX-License-Identifier: Apache-2.0
package io.l3m.mojo;

import io.l3m.compiler.CompileRequest;
import io.l3m.compiler.Compiler;
import java.io.File;
import java.io.IOException;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * Generates the training programs of the experiment configs and adds them to the sources of the
 * project. A config is compiled again only when it, or anything it is compiled with, has changed; a
 * file whose bytes would not change is not touched.
 */
@Mojo(name = "generate", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class GenerateMojo extends ConfigMojo {

  /** Where the programs are written. */
  @Parameter(
      property = "l3m.outputDirectory",
      defaultValue = "${project.build.directory}/generated-sources/l3m")
  private File outputDirectory = new File("target/generated-sources/l3m");

  /** Where the goal notes what it has written from what. */
  @Parameter(defaultValue = "${project.build.directory}/l3m", readonly = true)
  private File stateDirectory = new File("target/l3m");

  @Parameter(defaultValue = "${plugin.version}", readonly = true)
  private String version = "";

  @Parameter(defaultValue = "${project}", readonly = true)
  private MavenProject project = new MavenProject();

  @Override
  void run(List<CompileRequest> requests) throws IOException, MojoFailureException {
    project.addCompileSourceRoot(outputDirectory.getPath());
    Generation generation =
        new Generation(
            outputDirectory.toPath(), stateDirectory.toPath(), version, new Compiler()::compile);
    Generation.Outcome outcome = generation.run(requests);
    report(outcome.problems());
    getLog()
        .info(
            "%s: %d compiled, %d unchanged; %d files written, %d deleted"
                .formatted(
                    counted(requests.size(), "program"),
                    outcome.compiled(),
                    requests.size() - outcome.compiled(),
                    outcome.written(),
                    outcome.deleted()));
  }
}
